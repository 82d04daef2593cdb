// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface ConfluentConsumeConfig {
  /**
   *
   * @default "earliest"
   */
  auto_offset_reset?: 'earliest' | 'latest';
  bootstrap_servers?: {
    host: string;
    /**
     * At least 0. At most 65535.
     */
    port: number;
  }[];
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  cluster_api_key?: string;
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  cluster_api_secret?: string;
  cluster_name?: string;
  /**
   *
   * @default "auto"
   */
  commit_strategy?: 'auto' | 'off';
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  confluent_cloud_api_key?: string;
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  confluent_cloud_api_secret?: string;
  /**
   * Gateway 3.15 and later.
   */
  consumer_group?: {
    consumer_group_id?: string;
    /**
     *
     * @default "random"
     */
    mode?: 'kong_consumer' | 'manual' | 'random';
  };
  /**
   * Gateway 3.12 and later.
   */
  dlq_topic?: string;
  /**
   * Gateway 3.12 and later.
   */
  enable_dlq?: boolean;
  /**
   *
   * @default false
   */
  enforce_latest_offset_reset?: boolean;
  /**
   * Gateway 3.15 and later.
   */
  error_handling?: {
    /**
     *
     * @default false
     */
    return_error_message?: boolean;
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
   * Gateway 3.12 and later.
   */
  message_by_lua_functions?: string[];
  /**
   *
   * @default "noop"
   */
  message_deserializer?: 'json' | 'noop';
  /**
   * websocket: gateway 3.12 and later.
   * @default "http-get"
   */
  mode?: 'http-get' | 'server-sent-events' | 'websocket';
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
    };
  };
  /**
   * Gateway 3.13 and later.
   */
  security?: {
    /**
     *
     * @default true (false before gateway 3.14)
     */
    ssl_verify?: boolean;
  };
  /**
   *
   * @default 10000
   */
  timeout?: number;
  topics: {
    name: string;
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
      };
    };
  }[];
}
