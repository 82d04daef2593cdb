// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface AiMcpProxyConfig {
  /**
   * Gateway 3.14 and later.
   */
  access_token_claim_field?: string;
  /**
   * Gateway 3.14 and later.
   * @default "consumer"
   */
  acl_attribute_type?: 'consumer' | 'oauth_access_token';
  /**
   * Gateway 3.13 and later.
   * @default "username"
   */
  consumer_identifier?: 'consumer_id' | 'custom_id' | 'username';
  /**
   * Gateway 3.13 and later.
   */
  default_acl?: {
    allow?: string[];
    deny?: string[];
    /**
     *
     * @default "tools"
     */
    scope?: string;
  }[];
  /**
   * Gateway 3.13 and later.
   * @default false
   */
  include_consumer_groups?: boolean;
  logging?: {
    /**
     * Gateway 3.13 and later.
     * @default false
     */
    log_audits?: boolean;
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
   *
   * @default 1048576 (8192 before gateway 3.13)
   */
  max_request_body_size?: number;
  mode: 'conversion-listener' | 'conversion-only' | 'listener' | 'passthrough-listener';
  server?: {
    /**
     *
     * @default true
     */
    forward_client_headers?: boolean;
    /**
     * Gateway 3.14 and later.
     */
    session?: {
      client?: {
        /**
         * Items: A secret: give a vault reference, or patch it in from a Secret.
         */
        secrets?: string[];
      };
      /**
       *
       * @default true
       */
      managed?: boolean;
      redis?: {
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
         * @default true
         */
        ssl_verify?: boolean;
        username?: string;
      };
      /**
       *
       * @default 86400
       */
      session_ttl?: number;
      strategy?: 'client' | 'redis';
    };
    tag?: string;
    /**
     *
     * @default 10000
     */
    timeout?: number;
  };
  tools?: {
    /**
     * Gateway 3.13 and later.
     */
    acl?: {
      allow?: string[];
      deny?: string[];
    };
    annotations?: {
      destructive_hint?: boolean;
      idempotent_hint?: boolean;
      open_world_hint?: boolean;
      read_only_hint?: boolean;
      title?: string;
    };
    description: string;
    headers?: {
      [k: string]: string[];
    };
    host?: string;
    method?: 'DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT';
    /**
     * Gateway 3.13 and later.
     */
    name?: string;
    parameters?: {
      [k: string]: unknown;
    }[];
    path?: string;
    query?: {
      [k: string]: string[];
    };
    request_body?: {
      [k: string]: unknown;
    };
    /**
     * Gateway 3.13 and later.
     */
    responses?: {
      [k: string]: unknown;
    };
    scheme?: 'http' | 'https';
  }[];
}
