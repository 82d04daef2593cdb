// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface ZipkinConfig {
  /**
   * At least 0. At most 2147483646.
   * @default 2000
   */
  connect_timeout?: number;
  /**
   * instana: gateway 3.10 and later.
   * @default "b3"
   */
  default_header_type?: 'aws' | 'b3' | 'b3-single' | 'datadog' | 'gcp' | 'instana' | 'jaeger' | 'ot' | 'w3c';
  default_service_name?: string;
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
  http_endpoint?: string;
  http_response_header_for_traceid?: string;
  /**
   *
   * @default "method"
   */
  http_span_name?: 'method' | 'method_path';
  /**
   *
   * @default true
   */
  include_credential?: boolean;
  /**
   *
   * @default "kong"
   */
  local_service_name?: string;
  /**
   *
   * @default "annotations"
   */
  phase_duration_flavor?: 'annotations' | 'tags';
  /**
   *
   * @default {"default_format":"b3"}
   */
  propagation?: {
    clear?: string[];
    /**
     * instana: gateway 3.10 and later.
     * @default "b3" (none before gateway 3.10)
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
   * At least 0. At most 2147483646.
   * @default 5000
   */
  read_timeout?: number;
  /**
   * At least 0. At most 1.
   * @default 0.001
   */
  sample_ratio?: number;
  /**
   * At least 0. At most 2147483646.
   * @default 5000
   */
  send_timeout?: number;
  static_tags?: {
    name: string;
    value: string;
  }[];
  /**
   *
   * @default "Zipkin-Tags"
   */
  tags_header?: string;
  /**
   *
   * @default 16
   */
  traceid_byte_count?: 8 | 16;
}
