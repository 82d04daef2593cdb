// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface RequestSizeLimitingConfig {
  /**
   *
   * @default 128
   */
  allowed_payload_size?: number;
  /**
   *
   * @default false
   */
  require_content_length?: boolean;
  /**
   *
   * @default "megabytes"
   */
  size_unit?: 'bytes' | 'kilobytes' | 'megabytes';
}
