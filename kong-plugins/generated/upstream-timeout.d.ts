// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface UpstreamTimeoutConfig {
  /**
   * At least 0. At most 2147483646.
   */
  connect_timeout?: number;
  /**
   * At least 0. At most 2147483646.
   */
  read_timeout?: number;
  /**
   * At least 0. At most 2147483646.
   */
  send_timeout?: number;
}
