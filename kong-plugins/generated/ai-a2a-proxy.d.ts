// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface AiA2AProxyConfig {
  logging?: {
    /**
     *
     * @default false
     */
    log_payloads?: boolean;
    /**
     *
     * @default false
     */
    log_statistics?: boolean;
    /**
     *
     * @default 1048576
     */
    max_payload_size?: number;
  };
  /**
   *
   * @default 1048576
   */
  max_request_body_size?: number;
}
