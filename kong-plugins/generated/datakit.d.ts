// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface DatakitConfig {
  /**
   *
   * @default false
   */
  debug?: boolean;
  nodes: (
    | {
        type: 'branch';
        else?: string[];
        input?: string;
        name?: string;
        output?: string;
        outputs?: {
          else?: string;
          then?: string;
        };
        then?: string[];
      }
    | {
        type: 'cache';
        bypass_on_error?: boolean;
        input?: string;
        inputs?: {
          data?: string;
          key?: string;
          ttl?: string;
        };
        name?: string;
        output?: string;
        outputs?: {
          data?: string;
          hit?: string;
          miss?: string;
          stored?: string;
        };
        ttl?: number;
      }
    | {
        type: 'call';
        input?: string;
        inputs?: {
          body?: string;
          headers?: string;
          /**
           * Gateway 3.13 and later.
           */
          http_proxy?: string;
          /**
           * Gateway 3.13 and later.
           */
          https_proxy?: string;
          /**
           * Gateway 3.13 and later.
           */
          proxy_auth_password?: string;
          /**
           * Gateway 3.13 and later.
           */
          proxy_auth_username?: string;
          query?: string;
          /**
           * Gateway 3.13 and later.
           */
          url?: string;
        };
        /**
         *
         * @default "GET"
         */
        method?: string;
        name?: string;
        output?: string;
        outputs?: {
          body?: string;
          headers?: string;
          /**
           * Gateway 3.14 and later.
           */
          raw_body?: string;
          status?: string;
        };
        ssl_server_name?: string;
        /**
         * Gateway 3.13 and later.
         * @default true (none before gateway 3.14)
         */
        ssl_verify?: boolean;
        /**
         * At least 0. At most 2147483646.
         */
        timeout?: number;
        url?: string;
      }
    | {
        type: 'exit';
        input?: string;
        inputs?: {
          body?: string;
          headers?: string;
        };
        name?: string;
        /**
         * At least 200. At most 599.
         * @default 200
         */
        status?: number;
        warn_headers_sent?: boolean;
      }
    | {
        type: 'jq';
        input?: string;
        inputs?: {
          [k: string]: string;
        };
        jq: string;
        name?: string;
        output?: string;
      }
    | {
        type: 'json_to_xml';
        attributes_block_name?: string;
        attributes_name_prefix?: string;
        input?: string;
        inputs?: {
          [k: string]: string;
        };
        name?: string;
        output?: string;
        root_element_name?: string;
        /**
         *
         * @default "#text"
         */
        text_block_name?: string;
      }
    | {
        type: 'jwt_decode';
        input?: string;
        name?: string;
        output?: string;
        outputs?: {
          header?: string;
          payload?: string;
          signature?: string;
        };
      }
    | {
        type: 'jwt_sign';
        algorithm:
          | 'ES256'
          | 'ES384'
          | 'ES512'
          | 'EdDSA'
          | 'HS256'
          | 'HS384'
          | 'HS512'
          | 'PS256'
          | 'PS384'
          | 'PS512'
          | 'RS256'
          | 'RS384'
          | 'RS512';
        /**
         *
         * @default 300
         */
        expires_in?: number;
        input?: string;
        inputs?: {
          claims?: string;
          key?: string;
        };
        kid?: string;
        name?: string;
        /**
         *
         * @default 0
         */
        not_before?: number;
        output?: string;
        outputs?: {
          claims?: string;
          header?: string;
          token?: string;
        };
        static_claims?: {
          [k: string]: string;
        };
        /**
         *
         * @default "JWT"
         */
        typ?: string;
      }
    | {
        type: 'jwt_verify';
        allowed_algorithms?: (
          | 'ES256'
          | 'ES384'
          | 'ES512'
          | 'EdDSA'
          | 'HS256'
          | 'HS384'
          | 'HS512'
          | 'PS256'
          | 'PS384'
          | 'PS512'
          | 'RS256'
          | 'RS384'
          | 'RS512'
        )[];
        audiences?: string[];
        input?: string;
        inputs?: {
          key?: string;
          token?: string;
        };
        issuers?: string[];
        /**
         *
         * @default 0
         */
        leeway?: number;
        name?: string;
        output?: string;
        outputs?: {
          claims?: string;
          header?: string;
        };
        required_claims?: string[];
        /**
         *
         * @default true
         */
        validate_exp?: boolean;
        /**
         *
         * @default true
         */
        validate_nbf?: boolean;
      }
    | {
        type: 'property';
        content_type?: 'application/json' | 'application/octet-stream' | 'text/plain';
        input?: string;
        name?: string;
        /**
         * Gateway 3.15 and later.
         * @default false
         */
        non_nil?: boolean;
        output?: string;
        property: string;
      }
    | {
        type: 'static';
        name?: string;
        output?: string;
        outputs?: {
          [k: string]: string;
        };
        values: {
          [k: string]: unknown;
        };
      }
    | {
        type: 'xml_to_json';
        attributes_block_name?: string;
        attributes_name_prefix?: string;
        input?: string;
        name?: string;
        output?: string;
        /**
         *
         * @default true
         */
        recognize_type?: boolean;
        /**
         *
         * @default false
         */
        text_as_property?: boolean;
        /**
         *
         * @default "#text"
         */
        text_block_name?: string;
        xpath?: string;
      }
  )[];
  /**
   * Gateway 3.12 and later.
   */
  resources?: {
    cache?: {
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
      strategy?: 'memory' | 'redis';
    };
    vault?: {
      [k: string]: string;
    };
  };
}
