// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface HttpLogConfig {
  /**
   * Gateway 3.15 and later.
   */
  client_certificate?: {
    id?: string;
  };
  /**
   *
   * @default "application/json"
   */
  content_type?: 'application/json' | 'application/json; charset=utf-8';
  custom_fields_by_lua?: {
    [k: string]: string;
  };
  flush_timeout?: number;
  headers?: {
    [k: string]: string;
  };
  http_endpoint: string;
  /**
   *
   * @default 60000
   */
  keepalive?: number;
  /**
   *
   * @default "POST"
   */
  method?: 'PATCH' | 'POST' | 'PUT';
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
   * @default true (none before gateway 3.14)
   */
  ssl_verify?: boolean;
  /**
   *
   * @default 10000
   */
  timeout?: number;
}
