// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface UpstreamOauthConfig {
  behavior?: {
    /**
     *
     * @default "{ \"code\": \"{{status}}\", \"message\": \"{{message}}\" }"
     */
    idp_error_response_body_template?: string;
    /**
     *
     * @default "application/json; charset=utf-8"
     */
    idp_error_response_content_type?: string;
    /**
     *
     * @default "Failed to authenticate request to upstream"
     */
    idp_error_response_message?: string;
    /**
     * At least 500. At most 599.
     * @default 502
     */
    idp_error_response_status_code?: number;
    /**
     *
     * @default [401]
     *
     * Items: At least 100. At most 599.
     */
    purge_token_on_upstream_status_codes?: number[];
    /**
     *
     * @default "Authorization"
     */
    upstream_access_token_header_name?: string;
  };
  cache?: {
    /**
     * Above 0.
     * @default 3600
     */
    default_ttl?: number;
    /**
     * Above -1.
     * @default 5
     */
    eagerly_expire?: number;
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
     * @default "memory"
     */
    strategy?: 'memory' | 'redis';
  };
  client?: {
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
  oauth: {
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
}
