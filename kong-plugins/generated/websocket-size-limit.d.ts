// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface WebsocketSizeLimitConfig {
  /**
   * At least 1. At most 33554432.
   */
  client_max_payload?: number;
  /**
   * At least 1. At most 33554432.
   */
  upstream_max_payload?: number;
}
