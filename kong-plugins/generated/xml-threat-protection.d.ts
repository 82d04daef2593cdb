// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface XmlThreatProtectionConfig {
  /**
   *
   * @default false
   */
  allow_dtd?: boolean;
  allowed_content_types?: string[];
  /**
   * Above 0.
   * @default 1048576
   */
  attribute?: number;
  /**
   * Above 1.
   * @default 100
   */
  bla_max_amplification?: number;
  /**
   * Above 1024.
   * @default 8388608
   */
  bla_threshold?: number;
  /**
   * Above 0.
   * @default 1048576
   */
  buffer?: number;
  /**
   *
   * @default ["application/xml"]
   */
  checked_content_types?: string[];
  /**
   * Above 0.
   * @default 1024
   */
  comment?: number;
  /**
   * Above 0.
   * @default 10485760
   */
  document?: number;
  /**
   * Above 0.
   * @default 1024
   */
  entity?: number;
  /**
   * Above 0.
   * @default 1024
   */
  entityname?: number;
  /**
   * Above 0.
   * @default 1024
   */
  entityproperty?: number;
  /**
   * Above 0.
   * @default 1024
   */
  localname?: number;
  /**
   * Above 0.
   * @default 100
   */
  max_attributes?: number;
  /**
   * Above 0.
   * @default 100
   */
  max_children?: number;
  /**
   * Above 0.
   * @default 50
   */
  max_depth?: number;
  /**
   * Above 0.
   * @default 20
   */
  max_namespaces?: number;
  /**
   *
   * @default true
   */
  namespace_aware?: boolean;
  /**
   * Above 0.
   * @default 1024
   */
  namespaceuri?: number;
  /**
   * Above 0.
   * @default 1024
   */
  pidata?: number;
  /**
   * Above 0.
   * @default 1024
   */
  pitarget?: number;
  /**
   * Above 0.
   * @default 1024
   */
  prefix?: number;
  /**
   * Above 0.
   * @default 1048576
   */
  text?: number;
}
