// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface AclConfig {
  allow?: string[];
  /**
   *
   * @default false
   */
  always_use_authenticated_groups?: boolean;
  deny?: string[];
  /**
   *
   * @default false
   */
  hide_groups_header?: boolean;
  /**
   * Enterprise only.
   * @default false
   */
  include_consumer_groups?: boolean;
}
