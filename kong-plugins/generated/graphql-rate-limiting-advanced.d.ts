// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface GraphqlRateLimitingAdvancedConfig {
  /**
   *
   * @default "default"
   */
  cost_strategy?: 'default' | 'node_quantifier';
  /**
   *
   * @default "kong_rate_limiting_counters"
   */
  dictionary_name?: string;
  /**
   *
   * @default false
   */
  hide_client_headers?: boolean;
  /**
   *
   * @default "consumer"
   */
  identifier?: 'consumer' | 'credential' | 'ip';
  limit: number[];
  /**
   *
   * @default 0
   */
  max_cost?: number;
  namespace?: string;
  /**
   * Gateway 3.11 and later.
   * @default false
   */
  pass_all_downstream_headers?: boolean;
  redis?: {
    /**
     * Gateway 3.13 and later.
     */
    cloud_authentication?: {
      auth_provider?: 'aws' | 'azure' | 'gcp' | `{vault://${string}}`;
      /**
       * A secret: give a vault reference, or patch it in from a Secret.
       */
      aws_access_key_id?: string;
      aws_assume_role_arn?: string;
      aws_cache_name?: string;
      /**
       *
       * @default true
       */
      aws_is_serverless?: boolean;
      aws_region?: string;
      aws_role_session_name?: string;
      /**
       * A secret: give a vault reference, or patch it in from a Secret.
       */
      aws_secret_access_key?: string;
      /**
       * A secret: give a vault reference, or patch it in from a Secret.
       */
      azure_client_id?: string;
      /**
       * A secret: give a vault reference, or patch it in from a Secret.
       */
      azure_client_secret?: string;
      azure_tenant_id?: string;
      /**
       * A secret: give a vault reference, or patch it in from a Secret.
       */
      gcp_service_account_json?: string;
    };
    /**
     *
     * @default 5
     */
    cluster_max_redirections?: number;
    cluster_nodes?: {
      /**
       *
       * @default "127.0.0.1"
       */
      ip?: string;
      /**
       * At least 0. At most 65535.
       * @default 6379
       */
      port?: number;
    }[];
    /**
     * At least 0. At most 2147483646.
     * @default 2000
     */
    connect_timeout?: number;
    /**
     *
     * @default false
     */
    connection_is_proxied?: boolean;
    /**
     *
     * @default 0
     */
    database?: number;
    /**
     *
     * @default "127.0.0.1"
     */
    host?: string;
    /**
     * At least 0. At most 2147483646.
     */
    keepalive_backlog?: number;
    /**
     * At least 1. At most 2147483646.
     * @default 256
     */
    keepalive_pool_size?: number;
    /**
     * A secret: give a vault reference, or patch it in from a Secret.
     */
    password?: string;
    /**
     * At least 0. At most 65535.
     * @default 6379
     */
    port?: number | `{vault://${string}}`;
    /**
     * At least 0. At most 2147483646.
     * @default 2000
     */
    read_timeout?: number;
    /**
     * At least 0. At most 2147483646.
     * @default 2000
     */
    send_timeout?: number;
    sentinel_master?: string;
    sentinel_nodes?: {
      /**
       *
       * @default "127.0.0.1"
       */
      host?: string;
      /**
       * At least 0. At most 65535.
       * @default 6379
       */
      port?: number;
    }[];
    /**
     * A secret: give a vault reference, or patch it in from a Secret.
     */
    sentinel_password?: string;
    sentinel_role?: 'any' | 'master' | 'slave';
    sentinel_username?: string;
    server_name?: string;
    /**
     *
     * @default false
     */
    ssl?: boolean;
    /**
     *
     * @default true (false before gateway 3.14)
     */
    ssl_verify?: boolean;
    username?: string;
  };
  /**
   * Above 0.
   * @default 1
   */
  score_factor?: number;
  /**
   *
   * @default "cluster"
   */
  strategy?: 'cluster' | 'redis';
  sync_rate: number;
  window_size: number[];
  /**
   *
   * @default "sliding"
   */
  window_type?: 'fixed' | 'sliding';
}
