// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface RequestCalloutConfig {
  cache?: {
    /**
     *
     * @default 300
     */
    cache_ttl?: number;
    memory?: {
      /**
       *
       * @default "kong_db_cache"
       */
      dictionary_name?: string;
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
     *
     * @default "off"
     */
    strategy?: 'memory' | 'off' | 'redis';
  };
  callouts: {
    cache?: {
      /**
       *
       * @default false
       */
      bypass?: boolean;
    };
    depends_on?: string[];
    name: string;
    request: {
      body?: {
        custom?: {
          [k: string]: string;
        };
        /**
         *
         * @default false
         */
        decode?: boolean;
        /**
         *
         * @default false
         */
        forward?: boolean;
      };
      by_lua?: string;
      error?: {
        /**
         *
         * @default 400
         */
        error_response_code?: number;
        /**
         *
         * @default "service callout error"
         */
        error_response_msg?: string;
        /**
         * Items: At least 100. At most 999.
         */
        http_statuses?: number[];
        /**
         *
         * @default "fail"
         */
        on_error?: 'continue' | 'fail' | 'retry';
        /**
         *
         * @default 2
         */
        retries?: number;
      };
      headers?: {
        custom?: {
          [k: string]: string;
        };
        /**
         *
         * @default false
         */
        forward?: boolean;
      };
      http_opts?: {
        proxy?: {
          /**
           * A secret: give a vault reference, or patch it in from a Secret.
           */
          auth_password?: string;
          auth_username?: string;
          http_proxy?: string;
          https_proxy?: string;
        };
        ssl_server_name?: string;
        /**
         *
         * @default true (false before gateway 3.14)
         */
        ssl_verify?: boolean;
        timeouts?: {
          /**
           * At least 0. At most 2147483646.
           */
          connect?: number;
          /**
           * At least 0. At most 2147483646.
           */
          read?: number;
          /**
           * At least 0. At most 2147483646.
           */
          write?: number;
        };
      };
      /**
       *
       * @default "GET"
       */
      method?: string;
      query?: {
        custom?: {
          [k: string]: string;
        };
        /**
         *
         * @default false
         */
        forward?: boolean;
      };
      url: string;
    };
    response?: {
      body?: {
        /**
         *
         * @default false
         */
        decode?: boolean;
        /**
         *
         * @default true
         */
        store?: boolean;
      };
      by_lua?: string;
      headers?: {
        /**
         *
         * @default true
         */
        store?: boolean;
      };
    };
  }[];
  upstream?: {
    body?: {
      custom?: {
        [k: string]: string;
      };
      /**
       *
       * @default true
       */
      decode?: boolean;
      /**
       *
       * @default true
       */
      forward?: boolean;
    };
    by_lua?: string;
    headers?: {
      custom?: {
        [k: string]: string;
      };
      /**
       *
       * @default true
       */
      forward?: boolean;
    };
    query?: {
      custom?: {
        [k: string]: string;
      };
      /**
       *
       * @default true
       */
      forward?: boolean;
    };
  };
}
