// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface AiRateLimitingAdvancedConfig {
  /**
   * Gateway 3.13 and later.
   */
  custom_cost_count_function?: string;
  /**
   * Gateway 3.11 and later.
   * @default false
   */
  decrease_by_fractions_in_redis?: boolean;
  /**
   *
   * @default "kong_rate_limiting_counters"
   */
  dictionary_name?: string;
  /**
   *
   * @default false
   */
  disable_penalty?: boolean;
  /**
   * Above 0.
   * @default 429
   */
  error_code?: number;
  /**
   *
   * @default false
   */
  error_hide_providers?: boolean;
  /**
   *
   * @default "AI token rate limit exceeded for provider(s): "
   */
  error_message?: string;
  header_name?: string;
  /**
   *
   * @default false
   */
  hide_client_headers?: boolean;
  /**
   *
   * @default "consumer"
   */
  identifier?: 'consumer' | 'consumer-group' | 'credential' | 'header' | 'ip' | 'path' | 'service';
  /**
   * Gateway 3.10 and later. anthropic: gateway 3.13 and later. cohere: gateway 3.11 and later. huggingface: gateway 3.11 and later. ("openai" before gateway 3.14)
   */
  llm_format?: 'anthropic' | 'bedrock' | 'cohere' | 'gemini' | 'huggingface' | 'openai';
  llm_providers?: {
    limit: number[];
    /**
     * customCost: gateway 3.13 and later.
     */
    name:
      | 'anthropic'
      | 'azure'
      | 'bedrock'
      | 'cohere'
      | 'customCost'
      | 'gemini'
      | 'huggingface'
      | 'llama2'
      | 'mistral'
      | 'openai'
      | 'requestPrompt';
    window_size: number[];
  }[];
  /**
   * Gateway 3.11 and later.
   */
  namespace?: string;
  path?: string;
  /**
   * Gateway 3.14 and later.
   */
  policies?: {
    id?: string;
    limits?: {
      limit: number;
      /**
       *
       * @default "total_tokens"
       */
      tokens_count_strategy?: 'completion_tokens' | 'cost' | 'prompt_tokens' | 'total_tokens';
      window_size: number;
    }[];
    match?: {
      key?: string;
      /**
       *
       * @default false
       */
      partition_by?: boolean;
      type: 'consumer' | 'consumer_group' | 'header' | 'ip' | 'model' | 'path' | 'provider';
      values?: string[];
    }[];
    /**
     *
     * @default "sliding"
     */
    window_type?: 'fixed' | 'sliding';
  }[];
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
  request_prompt_count_function?: string;
  /**
   *
   * @default 0
   */
  retry_after_jitter_max?: number;
  /**
   *
   * @default "local"
   */
  strategy?: 'cluster' | 'local' | 'redis';
  sync_rate?: number;
  /**
   *
   * @default "total_tokens"
   */
  tokens_count_strategy?: 'completion_tokens' | 'cost' | 'prompt_tokens' | 'total_tokens';
  /**
   *
   * @default "sliding"
   */
  window_type?: 'fixed' | 'sliding';
}
