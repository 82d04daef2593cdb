// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface AiProxyAdvancedConfig {
  /**
   * Gateway 3.14 and later.
   */
  acls?: {
    allow?: {
      match: {
        key?: string;
        type: 'consumer' | 'consumer_group' | 'header' | 'ip' | 'model' | 'path' | 'provider';
        values: string[];
      }[];
    }[];
    deny?: {
      match: {
        key?: string;
        type: 'consumer' | 'consumer_group' | 'header' | 'ip' | 'model' | 'path' | 'provider';
        values: string[];
      }[];
    }[];
  };
  balancer?: {
    /**
     * least-connections: gateway 3.13 and later. priority: gateway 3.10 and later.
     * @default "round-robin"
     */
    algorithm?:
      | 'consistent-hashing'
      | 'least-connections'
      | 'lowest-latency'
      | 'lowest-usage'
      | 'priority'
      | 'round-robin'
      | 'semantic';
    /**
     * At least 1. At most 2147483646.
     * @default 60000
     */
    connect_timeout?: number;
    /**
     * At least 1. At most 2147483646. Gateway 3.13 and later.
     * @default 10000
     */
    fail_timeout?: number;
    /**
     * Gateway 3.10 and later.
     * @default ["error","timeout"]
     */
    failover_criteria?: (
      | 'error'
      | 'http_403'
      | 'http_404'
      | 'http_429'
      | 'http_500'
      | 'http_502'
      | 'http_503'
      | 'http_504'
      | 'invalid_header'
      | 'non_idempotent'
      | 'timeout'
    )[];
    /**
     *
     * @default "X-Kong-LLM-Request-ID"
     */
    hash_on_header?: string;
    /**
     *
     * @default "tpot"
     */
    latency_strategy?: 'e2e' | 'tpot';
    /**
     * At least 0. At most 32767. Gateway 3.13 and later.
     * @default 0
     */
    max_fails?: number;
    /**
     * At least 1. At most 2147483646.
     * @default 60000
     */
    read_timeout?: number;
    /**
     * At least 0. At most 32767.
     * @default 5
     */
    retries?: number;
    /**
     * At least 10. At most 65536.
     * @default 10000
     */
    slots?: number;
    /**
     * cost: gateway 3.10 and later. llm-accuracy: gateway 3.12 and later.
     * @default "total-tokens"
     */
    tokens_count_strategy?: 'completion-tokens' | 'cost' | 'llm-accuracy' | 'prompt-tokens' | 'total-tokens';
    /**
     * At least 1. At most 2147483646.
     * @default 60000
     */
    write_timeout?: number;
  };
  embeddings?: {
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
        /**
         * Gateway 3.10 and later.
         */
        azure?: {
          /**
           *
           * @default "2023-05-15"
           */
          api_version?: string;
          deployment_id?: string;
          instance?: string;
        };
        /**
         * Gateway 3.10 and later.
         */
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
        /**
         * Gateway 3.10 and later.
         */
        gemini?: {
          api_endpoint?: string;
          location_id?: string;
          project_id?: string;
        };
        /**
         * Gateway 3.10 and later.
         */
        huggingface?: {
          use_cache?: boolean;
          wait_for_model?: boolean;
        };
        upstream_url?: string;
      };
      /**
       * azure: gateway 3.10 and later. bedrock: gateway 3.10 and later. gemini: gateway 3.10 and later. huggingface: gateway 3.10 and later. ollama: gateway 3.14 and later.
       */
      provider: 'azure' | 'bedrock' | 'gemini' | 'huggingface' | 'mistral' | 'ollama' | 'openai';
    };
  };
  /**
   * Gateway 3.11 and later. video/generation: gateway 3.13 and later.
   * @default "text/generation"
   */
  genai_category?:
    | 'audio/speech'
    | 'audio/transcription'
    | 'image/generation'
    | 'realtime/generation'
    | 'text/embeddings'
    | 'text/generation'
    | 'video/generation';
  /**
   * Gateway 3.10 and later. anthropic: gateway 3.13 and later. cohere: gateway 3.11 and later. huggingface: gateway 3.11 and later.
   * @default "openai"
   */
  llm_format?: 'anthropic' | 'bedrock' | 'cohere' | 'gemini' | 'huggingface' | 'openai';
  /**
   * Above 0.
   * @default 1048576 (8192 before gateway 3.13)
   */
  max_request_body_size?: number;
  /**
   *
   * @default true
   */
  model_name_header?: boolean;
  /**
   *
   * @default "allow"
   */
  response_streaming?: 'allow' | 'always' | 'deny';
  targets: {
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
    description?: string;
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
    };
    /**
     * Gateway 3.13 and later.
     */
    metadata?: {
      [k: string]: unknown;
    };
    model: {
      /**
       * Gateway 3.14 and later.
       */
      model_alias?: string;
      name?: string;
      options?: {
        anthropic_version?: string;
        /**
         *
         * @default "2023-05-15"
         */
        azure_api_version?: string;
        azure_deployment_id?: string;
        azure_instance?: string;
        bedrock?: {
          /**
           * Gateway 3.10 and later.
           */
          aws_assume_role_arn?: string;
          aws_region?: string;
          /**
           * Gateway 3.10 and later.
           */
          aws_role_session_name?: string;
          /**
           * Gateway 3.10 and later.
           */
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
        /**
         * Gateway 3.14 and later.
         */
        cache_read_cost?: number;
        /**
         * Gateway 3.14 and later.
         */
        cache_write_cost?: number;
        /**
         * Gateway 3.14 and later.
         */
        cache_write_cost_list?: {
          cost: number;
          ttl: string;
        }[];
        /**
         * Gateway 3.11 and later.
         */
        cohere?: {
          /**
           *
           * @default "classification"
           */
          embedding_input_type?:
            'classification' | 'clustering' | 'image' | 'search_document' | 'search_query';
          wait_for_model?: boolean;
        };
        /**
         * Gateway 3.14 and later.
         */
        context_window_factor?: {
          above: string;
          input_factor: number;
          output_factor: number;
        }[];
        /**
         * Gateway 3.13 and later.
         */
        dashscope?: {
          /**
           *
           * @default true
           */
          international?: boolean;
        };
        /**
         * Gateway 3.14 and later.
         */
        databricks?: {
          workspace_instance_id?: string;
        };
        /**
         * Gateway 3.11 and later.
         */
        embeddings_dimensions?: number;
        gemini?: {
          api_endpoint?: string;
          /**
           * Gateway 3.12 and later.
           */
          endpoint_id?: string;
          location_id?: string;
          project_id?: string;
        };
        huggingface?: {
          use_cache?: boolean;
          wait_for_model?: boolean;
        };
        /**
         * Above 0.
         */
        input_cost?: number;
        llama2_format?: 'ollama' | 'openai' | 'raw';
        /**
         * (256 before gateway 3.10)
         */
        max_tokens?: number;
        mistral_format?: 'ollama' | 'openai';
        /**
         * Above 0.
         */
        output_cost?: number;
        /**
         * Gateway 3.14 and later.
         */
        service_tier_factor?: {
          factor: number;
          tier: string;
        }[];
        /**
         * At least 0. At most 5.
         */
        temperature?: number;
        /**
         * At least 0. At most 500.
         */
        top_k?: number;
        /**
         * At least 0. At most 1.
         */
        top_p?: number;
        upstream_path?: string;
        upstream_url?: string;
      };
      /**
       * cerebras: gateway 3.13 and later. dashscope: gateway 3.13 and later. databricks: gateway 3.14 and later. deepseek: gateway 3.14 and later. ollama: gateway 3.14 and later. vllm: gateway 3.14 and later. xai: gateway 3.13 and later.
       */
      provider:
        | 'anthropic'
        | 'azure'
        | 'bedrock'
        | 'cerebras'
        | 'cohere'
        | 'dashscope'
        | 'databricks'
        | 'deepseek'
        | 'gemini'
        | 'huggingface'
        | 'llama2'
        | 'mistral'
        | 'ollama'
        | 'openai'
        | 'vllm'
        | 'xai';
    };
    /**
     * audio/v1/audio/speech: gateway 3.11 and later. audio/v1/audio/transcriptions: gateway 3.11 and later. audio/v1/audio/translations: gateway 3.11 and later. image/v1/images/edits: gateway 3.11 and later. image/v1/images/generations: gateway 3.11 and later. llm/v1/assistants: gateway 3.11 and later. llm/v1/batches: gateway 3.11 and later. llm/v1/embeddings: gateway 3.11 and later. llm/v1/files: gateway 3.11 and later. llm/v1/responses: gateway 3.11 and later. realtime/v1/realtime: gateway 3.11 and later. video/v1/videos/generations: gateway 3.13 and later.
     */
    route_type:
      | 'audio/v1/audio/speech'
      | 'audio/v1/audio/transcriptions'
      | 'audio/v1/audio/translations'
      | 'image/v1/images/edits'
      | 'image/v1/images/generations'
      | 'llm/v1/assistants'
      | 'llm/v1/batches'
      | 'llm/v1/chat'
      | 'llm/v1/completions'
      | 'llm/v1/embeddings'
      | 'llm/v1/files'
      | 'llm/v1/responses'
      | 'preserve'
      | 'realtime/v1/realtime'
      | 'video/v1/videos/generations';
    /**
     * At least 1. At most 65535.
     * @default 100
     */
    weight?: number;
  }[];
  vectordb?: {
    dimensions: number;
    distance_metric: 'cosine' | 'euclidean';
    /**
     * Gateway 3.10 and later.
     */
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
    /**
     * pgvector: gateway 3.10 and later.
     */
    strategy: 'pgvector' | 'redis';
    threshold?: number;
  };
}
