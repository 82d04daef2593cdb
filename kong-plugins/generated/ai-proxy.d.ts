// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface AiProxyConfig {
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
    /**
     * Enterprise only.
     */
    azure_client_id?: string;
    /**
     * Enterprise only. A secret: give a vault reference, or patch it in from a Secret.
     */
    azure_client_secret?: string;
    /**
     * Enterprise only.
     */
    azure_tenant_id?: string;
    /**
     * Enterprise only.
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
  /**
   * Gateway 3.11 and later. video/generation: gateway 3.13 and later.
   * @default "text/generation"
   */
  genai_category?:
    | 'audio/speech'
    | 'audio/transcription'
    | 'image/generation'
    | 'text/embeddings'
    | 'text/generation'
    | 'video/generation';
  /**
   * anthropic: gateway 3.13 and later. cohere: gateway 3.11 and later. huggingface: gateway 3.11 and later.
   * @default "openai"
   */
  llm_format?: 'anthropic' | 'bedrock' | 'cohere' | 'gemini' | 'huggingface' | 'openai';
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
   * Above 0.
   * @default 1048576 (8192 before gateway 3.13)
   */
  max_request_body_size?: number;
  model?: {
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
        embedding_input_type?: 'classification' | 'clustering' | 'image' | 'search_document' | 'search_query';
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
   *
   * @default true
   */
  model_name_header?: boolean;
  /**
   *
   * @default "allow"
   */
  response_streaming?: 'allow' | 'always' | 'deny';
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
}
