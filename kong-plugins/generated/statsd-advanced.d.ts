// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface StatsdAdvancedConfig {
  allow_status_codes?: string[];
  /**
   *
   * @default "custom_id"
   */
  consumer_identifier_default?: 'consumer_id' | 'custom_id' | 'username';
  /**
   *
   * @default "localhost"
   */
  host?: string;
  /**
   *
   * @default false
   */
  hostname_in_prefix?: boolean;
  metrics?: {
    consumer_identifier?: 'consumer_id' | 'custom_id' | 'username';
    name:
      | 'cache_datastore_hits_total'
      | 'cache_datastore_misses_total'
      | 'kong_latency'
      | 'latency'
      | 'request_count'
      | 'request_per_user'
      | 'request_size'
      | 'response_size'
      | 'shdict_usage'
      | 'status_count'
      | 'status_count_per_user'
      | 'status_count_per_user_per_route'
      | 'status_count_per_workspace'
      | 'unique_users'
      | 'upstream_latency';
    /**
     * Above 0.
     */
    sample_rate?: number;
    service_identifier?: 'service_host' | 'service_id' | 'service_name' | 'service_name_or_host';
    stat_type: 'counter' | 'gauge' | 'histogram' | 'meter' | 'set' | 'timer';
    workspace_identifier?: 'workspace_id' | 'workspace_name';
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
  /**
   *
   * @default "service_name_or_host"
   */
  service_identifier_default?: 'service_host' | 'service_id' | 'service_name' | 'service_name_or_host';
  /**
   * At least 0. At most 65507.
   * @default 0
   */
  udp_packet_size?: number;
  /**
   *
   * @default false
   */
  use_tcp?: boolean;
  /**
   *
   * @default "workspace_id"
   */
  workspace_identifier_default?: 'workspace_id' | 'workspace_name';
}
