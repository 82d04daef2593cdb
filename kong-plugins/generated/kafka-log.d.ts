// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface KafkaLogConfig {
  authentication?: {
    /**
     * OAUTHBEARER: gateway 3.15 and later.
     */
    mechanism?: 'OAUTHBEARER' | 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
    /**
     * Gateway 3.15 and later.
     */
    oauthbearer?: {
      client_id?: string;
      /**
       * A secret: give a vault reference, or patch it in from a Secret.
       */
      client_secret?: string;
      extensions?: {
        [k: string]: string;
      };
      scopes?: string[];
      /**
       *
       * @default true
       */
      token_endpoint_tls_verify?: boolean;
      token_endpoint_url?: string;
    };
    /**
     * A secret: give a vault reference, or patch it in from a Secret.
     */
    password?: string;
    strategy?: 'sasl';
    tokenauth?: boolean;
    /**
     * A secret: give a vault reference, or patch it in from a Secret.
     */
    user?: string;
  };
  bootstrap_servers?: {
    host: string;
    /**
     * At least 0. At most 65535.
     */
    port: number;
  }[];
  cluster_name?: string;
  custom_fields_by_lua?: {
    [k: string]: string;
  };
  /**
   *
   * @default 60000
   */
  keepalive?: number;
  /**
   *
   * @default false
   */
  keepalive_enabled?: boolean;
  /**
   * Gateway 3.11 and later.
   */
  key_query_arg?: string;
  /**
   *
   * @default true
   */
  producer_async?: boolean;
  /**
   *
   * @default 50000
   */
  producer_async_buffering_limits_messages_in_memory?: number;
  /**
   *
   * @default 1000
   */
  producer_async_flush_timeout?: number;
  /**
   *
   * @default 1
   */
  producer_request_acks?: -1 | 0 | 1;
  /**
   *
   * @default 1048576
   */
  producer_request_limits_bytes_per_request?: number;
  /**
   *
   * @default 200
   */
  producer_request_limits_messages_per_request?: number;
  /**
   *
   * @default 100
   */
  producer_request_retries_backoff_timeout?: number;
  /**
   *
   * @default 10
   */
  producer_request_retries_max_attempts?: number;
  /**
   *
   * @default 2000
   */
  producer_request_timeout?: number;
  /**
   * Gateway 3.11 and later.
   */
  schema_registry?: {
    confluent?: {
      authentication?: {
        basic?: {
          /**
           * A secret: give a vault reference, or patch it in from a Secret.
           */
          password: string;
          /**
           * A secret: give a vault reference, or patch it in from a Secret.
           */
          username: string;
        };
        /**
         * oauth2: gateway 3.12 and later.
         * @default "none"
         */
        mode?: 'basic' | 'none' | 'oauth2';
        /**
         * Gateway 3.12 and later.
         */
        oauth2?: {
          audience?: string[];
          /**
           * A secret: give a vault reference, or patch it in from a Secret.
           */
          client_id?: string;
          /**
           * A secret: give a vault reference, or patch it in from a Secret.
           */
          client_secret?: string;
          /**
           *
           * @default "client_credentials"
           */
          grant_type?: 'client_credentials' | 'password';
          /**
           * A secret: give a vault reference, or patch it in from a Secret.
           */
          password?: string;
          /**
           *
           * @default ["openid"]
           */
          scopes?: string[];
          token_endpoint: string;
          token_headers?: {
            [k: string]: string;
          };
          token_post_args?: {
            [k: string]: string;
          };
          /**
           * A secret: give a vault reference, or patch it in from a Secret.
           */
          username?: string;
        };
        /**
         * Gateway 3.12 and later.
         */
        oauth2_client?: {
          /**
           *
           * @default "client_secret_post"
           */
          auth_method?: 'client_secret_basic' | 'client_secret_jwt' | 'client_secret_post' | 'none';
          /**
           *
           * @default "HS512"
           */
          client_secret_jwt_alg?: 'HS256' | 'HS512';
          http_proxy?: string;
          http_proxy_authorization?: string;
          /**
           *
           * @default 1.1
           */
          http_version?: number;
          https_proxy?: string;
          https_proxy_authorization?: string;
          /**
           *
           * @default true
           */
          keep_alive?: boolean;
          no_proxy?: string;
          /**
           *
           * @default true (false before gateway 3.14)
           */
          ssl_verify?: boolean;
          /**
           * At least 0. At most 2147483646.
           * @default 10000
           */
          timeout?: number;
        };
      };
      key_schema?: {
        schema_version?: string;
        subject_name?: string;
      };
      /**
       *
       * @default true
       */
      ssl_verify?: boolean;
      /**
       * At least 0. At most 3600.
       */
      ttl?: number;
      url?: string;
      value_schema?: {
        schema_version?: string;
        subject_name?: string;
      };
    };
  };
  security?: {
    certificate_id?: string;
    ssl?: boolean;
    /**
     * Gateway 3.13 and later.
     * @default true (false before gateway 3.14)
     */
    ssl_verify?: boolean;
  };
  /**
   *
   * @default 10000
   */
  timeout?: number;
  topic: string;
}
