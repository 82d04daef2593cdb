// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface AiRagInjectorConfig {
  /**
   * Gateway 3.13 and later.
   */
  collection_acl_config?: {
    [k: string]: {
      allow?: string[];
      deny?: string[];
    };
  };
  /**
   * Gateway 3.13 and later.
   * @default "consumer_group"
   */
  consumer_identifier?: 'consumer_group' | 'consumer_id' | 'custom_id' | 'username';
  embeddings: {
    auth?: {
      /**
       *
       * @default false
       */
      allow_override?: boolean;
      /**
       * A secret: give a vault reference, or patch it in from a Secret.
       */
      aws_access_key_id?: string;
      /**
       * A secret: give a vault reference, or patch it in from a Secret.
       */
      aws_secret_access_key?: string;
      azure_client_id?: string;
      /**
       * A secret: give a vault reference, or patch it in from a Secret.
       */
      azure_client_secret?: string;
      azure_tenant_id?: string;
      /**
       *
       * @default false
       */
      azure_use_managed_identity?: boolean;
      /**
       * Gateway 3.14 and later.
       */
      gcp_metadata_url?: string;
      /**
       * Gateway 3.14 and later.
       */
      gcp_oauth_token_url?: string;
      /**
       * A secret: give a vault reference, or patch it in from a Secret.
       */
      gcp_service_account_json?: string;
      /**
       *
       * @default false
       */
      gcp_use_service_account?: boolean;
      header_name?: string;
      /**
       * A secret: give a vault reference, or patch it in from a Secret.
       */
      header_value?: string;
      param_location?: 'body' | 'query';
      param_name?: string;
      /**
       * A secret: give a vault reference, or patch it in from a Secret.
       */
      param_value?: string;
    };
    model: {
      name: string;
      options?: {
        azure?: {
          /**
           *
           * @default "2023-05-15"
           */
          api_version?: string;
          deployment_id?: string;
          instance?: string;
        };
        bedrock?: {
          aws_assume_role_arn?: string;
          aws_region?: string;
          aws_role_session_name?: string;
          aws_sts_endpoint_url?: string;
          /**
           * Gateway 3.14 and later.
           */
          batch_bucket_prefix?: string;
          /**
           * Gateway 3.14 and later.
           */
          batch_role_arn?: string;
          /**
           * Gateway 3.11 and later.
           * @default false
           */
          embeddings_normalize?: boolean;
          /**
           * Gateway 3.11 and later.
           */
          performance_config_latency?: string;
          /**
           * Gateway 3.13 and later.
           */
          video_output_s3_uri?: string;
        };
        gemini?: {
          api_endpoint?: string;
          location_id?: string;
          project_id?: string;
        };
        huggingface?: {
          use_cache?: boolean;
          wait_for_model?: boolean;
        };
        upstream_url?: string;
      };
      /**
       * ollama: gateway 3.14 and later.
       */
      provider: 'azure' | 'bedrock' | 'gemini' | 'huggingface' | 'mistral' | 'ollama' | 'openai';
    };
  };
  /**
   *
   * @default 5
   */
  fetch_chunks_count?: number;
  /**
   * Gateway 3.13 and later.
   * @default "compatible"
   */
  filter_mode?: 'compatible' | 'strict';
  /**
   * Gateway 3.13 and later.
   */
  global_acl_config?: {
    allow?: string[];
    deny?: string[];
  };
  /**
   *
   * @default "user"
   */
  inject_as_role?: 'assistant' | 'system' | 'user';
  /**
   *
   * @default "<CONTEXT>\n<PROMPT>"
   */
  inject_template?: string;
  /**
   * At least 1. At most 1000. Gateway 3.13 and later.
   * @default 100
   */
  max_filter_clauses?: number;
  /**
   *
   * @default false
   */
  stop_on_failure?: boolean;
  /**
   * Gateway 3.13 and later.
   * @default false
   */
  stop_on_filter_error?: boolean;
  vectordb: {
    dimensions: number;
    distance_metric: 'cosine' | 'euclidean';
    pgvector?: {
      /**
       *
       * @default "kong-pgvector"
       */
      database?: string;
      /**
       *
       * @default "127.0.0.1"
       */
      host?: string;
      /**
       * A secret: give a vault reference, or patch it in from a Secret.
       */
      password?: string;
      /**
       *
       * @default 5432
       */
      port?: number;
      /**
       *
       * @default false
       */
      ssl?: boolean;
      ssl_cert?: string;
      ssl_cert_key?: string;
      /**
       *
       * @default false
       */
      ssl_required?: boolean;
      /**
       *
       * @default true (false before gateway 3.14)
       */
      ssl_verify?: boolean;
      /**
       *
       * @default "tlsv1_2"
       */
      ssl_version?: 'any' | 'tlsv1_2' | 'tlsv1_3';
      /**
       *
       * @default 5000
       */
      timeout?: number;
      /**
       *
       * @default "postgres"
       */
      user?: string;
    };
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
    strategy: 'pgvector' | 'redis';
    /**
     * Gateway 3.13 and later.
     */
    threshold?: number;
  };
  /**
   *
   * @default "kong_rag_injector"
   */
  vectordb_namespace?: string;
}
