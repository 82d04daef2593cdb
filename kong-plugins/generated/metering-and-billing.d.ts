// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface MeteringAndBillingConfig {
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  api_token: string;
  attributes?: {
    event_property_name: string;
    look_up_value_in: string;
    source: 'header' | 'query';
  }[];
  ingest_endpoint: string;
  /**
   *
   * @default 60000
   */
  keepalive?: number;
  /**
   *
   * @default true
   */
  meter_ai_token_usage?: boolean;
  /**
   *
   * @default true
   */
  meter_api_requests?: boolean;
  queue?: {
    /**
     *
     * @default 1
     */
    concurrency_limit?: -1 | 1;
    /**
     * At least 0.001. At most 1000000.
     * @default 0.01
     */
    initial_retry_delay?: number;
    /**
     * At least 1. At most 1000000.
     * @default 1
     */
    max_batch_size?: number;
    max_bytes?: number;
    /**
     * At least 0. At most 3600.
     * @default 1
     */
    max_coalescing_delay?: number;
    /**
     * At least 1. At most 1000000.
     * @default 10000
     */
    max_entries?: number;
    /**
     * At least 0.001. At most 1000000.
     * @default 60
     */
    max_retry_delay?: number;
    /**
     *
     * @default 60
     */
    max_retry_time?: number;
  };
  /**
   *
   * @default true
   */
  ssl_verify?: boolean;
  subject?: {
    field?: string;
    /**
     *
     * @default "consumer"
     */
    look_up_value_in?: 'application' | 'consumer' | 'header' | 'query';
  };
  /**
   *
   * @default 10000
   */
  timeout?: number;
}
