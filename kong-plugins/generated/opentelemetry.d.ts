// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface OpentelemetryConfig {
  /**
   * Gateway 3.14 and later.
   */
  access_logs?: {
    custom_attributes_by_lua?: {
      [k: string]: string;
    };
    endpoint?: string;
  };
  /**
   * Gateway 3.13 and later.
   */
  access_logs_endpoint?: string;
  batch_flush_delay?: number;
  batch_span_count?: number;
  /**
   * At least 0. At most 2147483646.
   * @default 1000
   */
  connect_timeout?: number;
  /**
   * instana: gateway 3.10 and later.
   * @default "preserve"
   */
  header_type?:
    | 'aws'
    | 'b3'
    | 'b3-single'
    | 'datadog'
    | 'gcp'
    | 'ignore'
    | 'instana'
    | 'jaeger'
    | 'ot'
    | 'preserve'
    | 'w3c';
  headers?: {
    [k: string]: string;
  };
  http_response_header_for_traceid?: string;
  logs_endpoint?: string;
  /**
   * Gateway 3.13 and later.
   */
  metrics?: {
    /**
     * Gateway 3.14 and later.
     * @default false
     */
    enable_ai_metrics?: boolean;
    /**
     *
     * @default false
     */
    enable_bandwidth_metrics?: boolean;
    /**
     *
     * @default false
     */
    enable_consumer_attribute?: boolean;
    /**
     *
     * @default false
     */
    enable_latency_metrics?: boolean;
    /**
     *
     * @default false
     */
    enable_request_metrics?: boolean;
    /**
     *
     * @default false
     */
    enable_upstream_health_metrics?: boolean;
    endpoint?: string;
    /**
     *
     * @default 60
     */
    push_interval?: number;
  };
  /**
   *
   * @default {"default_format":"w3c"}
   */
  propagation?: {
    clear?: string[];
    /**
     * instana: gateway 3.10 and later.
     * @default "w3c" (none before gateway 3.10)
     */
    default_format?: 'aws' | 'b3' | 'b3-single' | 'datadog' | 'gcp' | 'instana' | 'jaeger' | 'ot' | 'w3c';
    /**
     * Items: instana: gateway 3.10 and later.
     */
    extract?: ('aws' | 'b3' | 'datadog' | 'gcp' | 'instana' | 'jaeger' | 'ot' | 'w3c')[];
    /**
     * Items: instana: gateway 3.10 and later.
     */
    inject?: (
      'aws' | 'b3' | 'b3-single' | 'datadog' | 'gcp' | 'instana' | 'jaeger' | 'ot' | 'preserve' | 'w3c'
    )[];
  };
  /**
   *
   * @default {"max_batch_size":200}
   */
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
     * @default 200 (1 before gateway 3.10)
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
   * At least 0. At most 2147483646.
   * @default 5000
   */
  read_timeout?: number;
  resource_attributes?: {
    [k: string]: string;
  };
  /**
   * At least 0. At most 1.
   */
  sampling_rate?: number;
  /**
   * Gateway 3.11 and later.
   * @default "parent_drop_probability_fallback"
   */
  sampling_strategy?: 'parent_drop_probability_fallback' | 'parent_probability_fallback';
  /**
   * At least 0. At most 2147483646.
   * @default 5000
   */
  send_timeout?: number;
  traces_endpoint?: string;
}
