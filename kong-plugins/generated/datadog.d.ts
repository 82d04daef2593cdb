// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface DatadogConfig {
  /**
   *
   * @default "consumer"
   */
  consumer_tag?: string;
  flush_timeout?: number;
  /**
   *
   * @default "localhost"
   */
  host?: string;
  metrics?: {
    consumer_identifier?: 'consumer_id' | 'custom_id' | 'username';
    name:
      'kong_latency' | 'latency' | 'request_count' | 'request_size' | 'response_size' | 'upstream_latency';
    /**
     * At least 0. At most 1.
     */
    sample_rate?: number;
    stat_type: 'counter' | 'distribution' | 'gauge' | 'histogram' | 'meter' | 'set' | 'timer';
    tags?: string[];
  }[];
  /**
   * At least 0. At most 65535.
   * @default 8125
   */
  port?: number;
  /**
   *
   * @default "kong"
   */
  prefix?: string;
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
  queue_size?: number;
  retry_count?: number;
  /**
   * Gateway 3.13 and later.
   */
  route_name_tag?: string;
  /**
   *
   * @default "name"
   */
  service_name_tag?: string;
  /**
   *
   * @default "status"
   */
  status_tag?: string;
}
