// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface KonnectApplicationAuthConfig {
  /**
   *
   * @default "openid-connect"
   */
  auth_type?: 'key-auth' | 'openid-connect' | 'v2-strategies';
  /**
   *
   * @default ["apikey"]
   */
  key_names?: string[];
  scope: string;
  v2_strategies?: {
    key_auth?: {
      config?: {
        /**
         *
         * @default ["apikey"]
         */
        key_names?: string[];
      };
      /**
       * Gateway 3.15 and later.
       */
      principals?: {
        /**
         *
         * @default false
         */
        enabled?: boolean;
      };
      strategy_id: string;
    }[];
    openid_connect?: {
      config?: {
        anonymous?: string;
        audience?: string[];
        /**
         *
         * @default ["aud"]
         */
        audience_claim?: string[];
        audience_required?: string[];
        /**
         *
         * @default ["authorization_code","bearer","client_credentials","introspection","kong_oauth2","password","refresh_token","session","userinfo"]
         */
        auth_methods?: (
          | 'authorization_code'
          | 'bearer'
          | 'client_credentials'
          | 'introspection'
          | 'kong_oauth2'
          | 'password'
          | 'refresh_token'
          | 'session'
          | 'userinfo'
        )[];
        authenticated_groups_claim?: string[];
        authorization_cookie_domain?: string;
        /**
         *
         * @default true
         */
        authorization_cookie_http_only?: boolean;
        /**
         *
         * @default "authorization"
         */
        authorization_cookie_name?: string;
        /**
         *
         * @default "/"
         */
        authorization_cookie_path?: string;
        /**
         *
         * @default "Default"
         */
        authorization_cookie_same_site?: 'Default' | 'Lax' | 'None' | 'Strict';
        authorization_cookie_secure?: boolean;
        authorization_endpoint?: string;
        authorization_query_args_client?: string[];
        authorization_query_args_names?: string[];
        authorization_query_args_values?: string[];
        /**
         *
         * @default 600
         */
        authorization_rolling_timeout?: number;
        bearer_token_cookie_name?: string;
        /**
         * Gateway 3.15 and later.
         */
        bearer_token_header_name?: string;
        /**
         *
         * @default ["body","header","query"]
         */
        bearer_token_param_type?: ('body' | 'cookie' | 'header' | 'query')[];
        /**
         *
         * @default false
         */
        by_username_ignore_case?: boolean;
        /**
         *
         * @default true
         */
        cache_introspection?: boolean;
        /**
         *
         * @default true
         */
        cache_token_exchange?: boolean;
        /**
         *
         * @default true
         */
        cache_tokens?: boolean;
        cache_tokens_salt?: string;
        /**
         *
         * @default 3600
         */
        cache_ttl?: number;
        cache_ttl_max?: number;
        cache_ttl_min?: number;
        cache_ttl_neg?: number;
        cache_ttl_resurrect?: number;
        /**
         *
         * @default true
         */
        cache_user_info?: boolean;
        claims_forbidden?: string[];
        client_alg?: (
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
        /**
         *
         * @default "client_id"
         */
        client_arg?: string;
        client_auth?: (
          | 'client_secret_basic'
          | 'client_secret_jwt'
          | 'client_secret_post'
          | 'none'
          | 'private_key_jwt'
          | 'self_signed_tls_client_auth'
          | 'tls_client_auth'
        )[];
        /**
         *
         * @default ["body","header","query"]
         */
        client_credentials_param_type?: ('body' | 'header' | 'query')[];
        /**
         * A secret: give a vault reference, or patch it in from a Secret.
         */
        client_id?: string[];
        client_jwk?: {
          alg?: string;
          crv?: string;
          /**
           * A secret: give a vault reference, or patch it in from a Secret.
           */
          d?: string;
          /**
           * A secret: give a vault reference, or patch it in from a Secret.
           */
          dp?: string;
          /**
           * A secret: give a vault reference, or patch it in from a Secret.
           */
          dq?: string;
          e?: string;
          issuer?: string;
          /**
           * A secret: give a vault reference, or patch it in from a Secret.
           */
          k?: string;
          key_ops?: string[];
          kid?: string;
          kty?: string;
          n?: string;
          /**
           * A secret: give a vault reference, or patch it in from a Secret.
           */
          oth?: string;
          /**
           * A secret: give a vault reference, or patch it in from a Secret.
           */
          p?: string;
          /**
           * A secret: give a vault reference, or patch it in from a Secret.
           */
          q?: string;
          /**
           * A secret: give a vault reference, or patch it in from a Secret.
           */
          qi?: string;
          /**
           * A secret: give a vault reference, or patch it in from a Secret.
           */
          r?: string;
          /**
           * A secret: give a vault reference, or patch it in from a Secret.
           */
          t?: string;
          use?: string;
          x?: string;
          x5c?: string[];
          x5t?: string;
          'x5t#S256'?: string;
          x5u?: string;
          y?: string;
        }[];
        /**
         * A secret: give a vault reference, or patch it in from a Secret.
         */
        client_secret?: string[];
        /**
         * Gateway 3.15 and later.
         * @default ["introspection"]
         */
        cluster_cache_items?: ('introspection' | 'tokens')[];
        cluster_cache_redis?: {
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
        cluster_cache_strategy?: 'off' | 'redis';
        /**
         *
         * @default ["custom_id","username"]
         */
        consumer_by?: ('custom_id' | 'id' | 'username')[];
        /**
         * Gateway 3.13 and earlier.
         */
        consumer_claim?: string[];
        /**
         * Gateway 3.14 and later.
         */
        consumer_claims?: string[][];
        /**
         * Gateway 3.12 and later.
         */
        consumer_groups_claim?: string[];
        /**
         * Gateway 3.12 and later.
         * @default false
         */
        consumer_groups_optional?: boolean;
        /**
         *
         * @default false
         */
        consumer_optional?: boolean;
        /**
         *
         * @default ["sub"]
         */
        credential_claim?: string[];
        disable_session?: (
          | 'authorization_code'
          | 'bearer'
          | 'client_credentials'
          | 'introspection'
          | 'kong_oauth2'
          | 'password'
          | 'refresh_token'
          | 'session'
          | 'userinfo'
        )[];
        discovery_headers_names?: string[];
        discovery_headers_values?: string[];
        /**
         *
         * @default false
         */
        display_errors?: boolean;
        domains?: string[];
        downstream_access_token_header?: string;
        downstream_access_token_jwk_header?: string;
        /**
         * Gateway 3.14 and later.
         */
        downstream_headers?: {
          header: string;
          path: string[];
        }[];
        downstream_headers_claims?: string[];
        downstream_headers_names?: string[];
        downstream_id_token_header?: string;
        downstream_id_token_jwk_header?: string;
        downstream_introspection_header?: string;
        downstream_introspection_jwt_header?: string;
        downstream_refresh_token_header?: string;
        downstream_session_id_header?: string;
        downstream_user_info_header?: string;
        downstream_user_info_jwt_header?: string;
        /**
         *
         * @default 300
         */
        dpop_proof_lifetime?: number;
        /**
         *
         * @default false
         */
        dpop_use_nonce?: boolean;
        /**
         *
         * @default false
         */
        enable_hs_signatures?: boolean;
        end_session_endpoint?: string;
        /**
         *
         * @default true
         */
        expose_error_code?: boolean;
        extra_jwks_uris?: string[];
        /**
         *
         * @default true
         */
        forbidden_destroy_session?: boolean;
        /**
         *
         * @default "Forbidden"
         */
        forbidden_error_message?: string;
        forbidden_redirect_uri?: string[];
        /**
         *
         * @default ["groups"]
         */
        groups_claim?: string[];
        groups_required?: string[];
        /**
         *
         * @default true (false before gateway 3.14)
         */
        hide_credentials?: boolean;
        http_proxy?: string;
        http_proxy_authorization?: string;
        /**
         *
         * @default 1.1
         */
        http_version?: number;
        https_proxy?: string;
        https_proxy_authorization?: string;
        id_token_param_name?: string;
        /**
         *
         * @default ["body","header","query"]
         */
        id_token_param_type?: ('body' | 'header' | 'query')[];
        ignore_signature?: (
          | 'authorization_code'
          | 'client_credentials'
          | 'introspection'
          | 'password'
          | 'refresh_token'
          | 'session'
          | 'userinfo'
        )[];
        /**
         *
         * @default false
         */
        introspect_jwt_tokens?: boolean;
        /**
         *
         * @default "application/json"
         */
        introspection_accept?: 'application/json' | 'application/jwt' | 'application/token-introspection+jwt';
        /**
         *
         * @default true
         */
        introspection_check_active?: boolean;
        introspection_endpoint?: string;
        introspection_endpoint_auth_method?:
          | 'client_secret_basic'
          | 'client_secret_jwt'
          | 'client_secret_post'
          | 'none'
          | 'private_key_jwt'
          | 'self_signed_tls_client_auth'
          | 'tls_client_auth';
        introspection_headers_client?: string[];
        introspection_headers_names?: string[];
        /**
         * A secret: give a vault reference, or patch it in from a Secret.
         */
        introspection_headers_values?: string[];
        /**
         *
         * @default "access_token"
         */
        introspection_hint?: string;
        introspection_post_args_client?: string[];
        introspection_post_args_client_headers?: string[];
        introspection_post_args_names?: string[];
        introspection_post_args_values?: string[];
        /**
         *
         * @default "token"
         */
        introspection_token_param_name?: string;
        issuer: string;
        issuers_allowed?: string[];
        /**
         * Gateway 3.14 and later.
         */
        jwks_endpoint?: string;
        /**
         *
         * @default "sid"
         */
        jwt_session_claim?: string;
        jwt_session_cookie?: string;
        /**
         *
         * @default true
         */
        keepalive?: boolean;
        /**
         *
         * @default 0
         */
        leeway?: number;
        /**
         *
         * @default "upstream"
         */
        login_action?: 'redirect' | 'response' | 'upstream';
        /**
         *
         * @default ["authorization_code"]
         */
        login_methods?: (
          | 'authorization_code'
          | 'bearer'
          | 'client_credentials'
          | 'introspection'
          | 'kong_oauth2'
          | 'password'
          | 'refresh_token'
          | 'session'
          | 'userinfo'
        )[];
        /**
         *
         * @default "fragment"
         */
        login_redirect_mode?: 'fragment' | 'query';
        login_redirect_uri?: string[];
        /**
         *
         * @default ["id_token"]
         */
        login_tokens?: ('access_token' | 'id_token' | 'introspection' | 'refresh_token' | 'tokens')[];
        /**
         *
         * @default ["DELETE","POST"]
         */
        logout_methods?: ('DELETE' | 'GET' | 'POST')[];
        logout_post_arg?: string;
        logout_query_arg?: string;
        logout_redirect_uri?: string[];
        /**
         *
         * @default false
         */
        logout_revoke?: boolean;
        /**
         *
         * @default true
         */
        logout_revoke_access_token?: boolean;
        /**
         *
         * @default true
         */
        logout_revoke_refresh_token?: boolean;
        logout_uri_suffix?: string;
        max_age?: number;
        mtls_introspection_endpoint?: string;
        mtls_revocation_endpoint?: string;
        mtls_token_endpoint?: string;
        no_proxy?: string;
        /**
         *
         * @default ["body","header","query"]
         */
        password_param_type?: ('body' | 'header' | 'query')[];
        /**
         *
         * @default false
         */
        preserve_query_args?: boolean;
        /**
         * Gateway 3.15 and later.
         */
        principals?: {
          /**
           *
           * @default "default"
           */
          directory?: string;
          /**
           *
           * @default false
           */
          enabled?: boolean;
          /**
           *
           * @default true
           */
          error_on_miss?: boolean;
          /**
           *
           * @default true
           */
          match_consumer?: boolean;
          /**
           *
           * @default true
           */
          match_consumer_groups?: boolean;
          principal_by?: string;
          principal_claim?: string[];
        };
        /**
         *
         * @default true
         */
        proof_of_possession_auth_methods_validation?: boolean;
        /**
         *
         * @default "off"
         */
        proof_of_possession_dpop?: 'off' | 'optional' | 'strict';
        /**
         *
         * @default "off"
         */
        proof_of_possession_mtls?: 'off' | 'optional' | 'strict';
        /**
         * Gateway 3.15 and later.
         */
        proof_of_possession_mtls_from_header?: {
          /**
           *
           * @default false
           */
          allow_partial_chain?: boolean;
          ca_certificates: string[];
          /**
           *
           * @default 60000
           */
          cert_cache_ttl?: number;
          /**
           *
           * @default "url_encoded"
           */
          certificate_header_format?: 'base64_encoded' | 'url_encoded';
          certificate_header_name: string;
          http_proxy_host?: string;
          /**
           * At least 0. At most 65535.
           */
          http_proxy_port?: number;
          /**
           *
           * @default 30000
           */
          http_timeout?: number;
          https_proxy_host?: string;
          /**
           * At least 0. At most 65535.
           */
          https_proxy_port?: number;
          /**
           *
           * @default "IGNORE_CA_ERROR"
           */
          revocation_check_mode?: 'IGNORE_CA_ERROR' | 'SKIP' | 'STRICT';
          /**
           *
           * @default true
           */
          secure_source?: boolean;
          /**
           *
           * @default true
           */
          ssl_verify?: boolean;
        };
        pushed_authorization_request_endpoint?: string;
        pushed_authorization_request_endpoint_auth_method?:
          | 'client_secret_basic'
          | 'client_secret_jwt'
          | 'client_secret_post'
          | 'none'
          | 'private_key_jwt'
          | 'self_signed_tls_client_auth'
          | 'tls_client_auth';
        redirect_uri?: string[];
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
          prefix?: string;
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
          socket?: string;
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
         * @default 30
         */
        rediscovery_lifetime?: number;
        refresh_token_param_name?: string;
        /**
         *
         * @default ["body","header","query"]
         */
        refresh_token_param_type?: ('body' | 'header' | 'query')[];
        /**
         *
         * @default true
         */
        refresh_tokens?: boolean;
        require_proof_key_for_code_exchange?: boolean;
        require_pushed_authorization_requests?: boolean;
        require_signed_request_object?: boolean;
        /**
         *
         * @default false
         */
        resolve_distributed_claims?: boolean;
        /**
         *
         * @default "query"
         */
        response_mode?:
          'form_post' | 'form_post.jwt' | 'fragment' | 'fragment.jwt' | 'jwt' | 'query' | 'query.jwt';
        /**
         *
         * @default ["code"]
         */
        response_type?: string[];
        /**
         *
         * @default false
         */
        reverify?: boolean;
        revocation_endpoint?: string;
        revocation_endpoint_auth_method?:
          | 'client_secret_basic'
          | 'client_secret_jwt'
          | 'client_secret_post'
          | 'none'
          | 'private_key_jwt'
          | 'self_signed_tls_client_auth'
          | 'tls_client_auth';
        /**
         *
         * @default "token"
         */
        revocation_token_param_name?: string;
        /**
         *
         * @default ["roles"]
         */
        roles_claim?: string[];
        roles_required?: string[];
        /**
         *
         * @default true
         */
        run_on_preflight?: boolean;
        /**
         *
         * @default ["openid"]
         */
        scopes?: string[];
        /**
         *
         * @default ["scope"]
         */
        scopes_claim?: string[];
        scopes_required?: string[];
        /**
         *
         * @default false
         */
        search_user_info?: boolean;
        /**
         *
         * @default 86400
         */
        session_absolute_timeout?: number;
        /**
         *
         * @default "default"
         */
        session_audience?: string;
        /**
         * Gateway 3.12 and later.
         */
        session_bind?: ('ip' | 'scheme' | 'user-agent')[];
        session_cookie_domain?: string;
        /**
         *
         * @default true
         */
        session_cookie_http_only?: boolean;
        /**
         *
         * @default "session"
         */
        session_cookie_name?: string;
        /**
         *
         * @default "/"
         */
        session_cookie_path?: string;
        /**
         *
         * @default "Lax"
         */
        session_cookie_same_site?: 'Default' | 'Lax' | 'None' | 'Strict';
        session_cookie_secure?: boolean;
        /**
         *
         * @default false
         */
        session_enforce_same_subject?: boolean;
        /**
         *
         * @default false
         */
        session_hash_storage_key?: boolean;
        /**
         *
         * @default false
         */
        session_hash_subject?: boolean;
        /**
         *
         * @default 900
         */
        session_idling_timeout?: number;
        /**
         *
         * @default "127.0.0.1"
         */
        session_memcached_host?: string;
        /**
         * At least 0. At most 65535.
         * @default 11211
         */
        session_memcached_port?: number;
        session_memcached_prefix?: string;
        session_memcached_socket?: string;
        /**
         * Gateway 3.13 and later. (false before gateway 3.14)
         */
        session_memcached_ssl?: boolean;
        /**
         * Gateway 3.13 and later.
         * @default true (false before gateway 3.14)
         */
        session_memcached_ssl_verify?: boolean;
        /**
         *
         * @default false
         */
        session_remember?: boolean;
        /**
         *
         * @default 2592000
         */
        session_remember_absolute_timeout?: number;
        /**
         *
         * @default "remember"
         */
        session_remember_cookie_name?: string;
        /**
         *
         * @default 604800
         */
        session_remember_rolling_timeout?: number;
        session_request_headers?: (
          | 'absolute-timeout'
          | 'audience'
          | 'id'
          | 'idling-timeout'
          | 'rolling-timeout'
          | 'subject'
          | 'timeout'
        )[];
        session_response_headers?: (
          | 'absolute-timeout'
          | 'audience'
          | 'id'
          | 'idling-timeout'
          | 'rolling-timeout'
          | 'subject'
          | 'timeout'
        )[];
        /**
         *
         * @default 3600
         */
        session_rolling_timeout?: number;
        /**
         * A secret: give a vault reference, or patch it in from a Secret.
         */
        session_secret?: string;
        /**
         *
         * @default "cookie"
         */
        session_storage?: 'cookie' | 'memcache' | 'memcached' | 'redis';
        /**
         *
         * @default false
         */
        session_store_metadata?: boolean;
        /**
         *
         * @default true (false before gateway 3.14)
         */
        ssl_verify?: boolean;
        /**
         *
         * @default 10000
         */
        timeout?: number;
        tls_client_auth_cert_id?: string;
        /**
         *
         * @default true
         */
        tls_client_auth_ssl_verify?: boolean;
        /**
         *
         * @default false
         */
        token_cache_key_include_scope?: boolean;
        token_endpoint?: string;
        token_endpoint_auth_method?:
          | 'client_secret_basic'
          | 'client_secret_jwt'
          | 'client_secret_post'
          | 'none'
          | 'private_key_jwt'
          | 'self_signed_tls_client_auth'
          | 'tls_client_auth';
        /**
         * Gateway 3.14 and later.
         */
        token_exchange?: {
          cache?: {
            /**
             *
             * @default true
             */
            enabled?: boolean;
            ttl?: number;
          };
          request?: {
            audience?: string[];
            /**
             *
             * @default false
             */
            empty_audience?: boolean;
            /**
             *
             * @default false
             */
            empty_scopes?: boolean;
            scopes?: string[];
          };
          subject_token_issuers: {
            conditions?: {
              has_audience?: string[];
              has_scopes?: string[];
              missing_audience?: string[];
              missing_scopes?: string[];
            };
            issuer: string;
            /**
             * Gateway 3.15 and later.
             */
            jwks_uri?: string;
            /**
             * Gateway 3.15 and later.
             * @default false
             */
            verify_signature?: boolean;
          }[];
        };
        token_exchange_endpoint?: string;
        token_headers_client?: string[];
        token_headers_grants?: ('authorization_code' | 'client_credentials' | 'password' | 'refresh_token')[];
        token_headers_names?: string[];
        token_headers_prefix?: string;
        token_headers_replay?: string[];
        token_headers_values?: string[];
        token_post_args_client?: string[];
        token_post_args_names?: string[];
        token_post_args_values?: string[];
        /**
         *
         * @default true
         */
        unauthorized_destroy_session?: boolean;
        /**
         *
         * @default "Unauthorized"
         */
        unauthorized_error_message?: string;
        unauthorized_redirect_uri?: string[];
        unexpected_redirect_uri?: string[];
        /**
         *
         * @default "authorization:bearer"
         */
        upstream_access_token_header?: string;
        upstream_access_token_jwk_header?: string;
        /**
         * Gateway 3.14 and later.
         */
        upstream_headers?: {
          header: string;
          path: string[];
        }[];
        upstream_headers_claims?: string[];
        upstream_headers_names?: string[];
        upstream_id_token_header?: string;
        upstream_id_token_jwk_header?: string;
        upstream_introspection_header?: string;
        upstream_introspection_jwt_header?: string;
        upstream_refresh_token_header?: string;
        upstream_session_id_header?: string;
        upstream_user_info_header?: string;
        upstream_user_info_jwt_header?: string;
        /**
         *
         * @default "application/json"
         */
        userinfo_accept?: 'application/json' | 'application/jwt';
        userinfo_endpoint?: string;
        userinfo_headers_client?: string[];
        userinfo_headers_names?: string[];
        userinfo_headers_values?: string[];
        userinfo_query_args_client?: string[];
        userinfo_query_args_names?: string[];
        userinfo_query_args_values?: string[];
        /**
         *
         * @default false
         */
        using_pseudo_issuer?: boolean;
        /**
         *
         * @default true
         */
        verify_claims?: boolean;
        /**
         *
         * @default true
         */
        verify_nonce?: boolean;
        /**
         *
         * @default false
         */
        verify_parameters?: boolean;
        /**
         *
         * @default true
         */
        verify_signature?: boolean;
      };
      /**
       * Gateway 3.15 and later.
       */
      principals?: {
        /**
         *
         * @default false
         */
        enabled?: boolean;
      };
      strategy_id: string;
    }[];
  };
}
