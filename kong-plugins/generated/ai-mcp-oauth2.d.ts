// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface AiMcpOauth2Config {
  args?: {
    [k: string]: string;
  };
  authorization_servers: string[];
  /**
   *
   * @default true
   */
  cache_introspection?: boolean;
  claim_to_header?: {
    claim: string;
    header: string;
  }[];
  client_alg?:
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
  client_auth?:
    | 'client_secret_basic'
    | 'client_secret_jwt'
    | 'client_secret_post'
    | 'none'
    | 'private_key_jwt'
    | 'self_signed_tls_client_auth'
    | 'tls_client_auth';
  client_id?: string;
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  client_jwk?: string;
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  client_secret?: string;
  /**
   * Gateway 3.14 and later.
   * @default ["custom_id","username"]
   */
  consumer_by?: ('custom_id' | 'id' | 'username')[];
  /**
   * Gateway 3.14 and later.
   */
  consumer_claim?: string[];
  /**
   * Gateway 3.14 and later.
   */
  consumer_groups_claim?: string[];
  /**
   * Gateway 3.14 and later.
   * @default false
   */
  consumer_groups_optional?: boolean;
  /**
   * Gateway 3.14 and later.
   * @default false
   */
  consumer_optional?: boolean;
  /**
   * Gateway 3.14 and later.
   * @default ["sub"]
   */
  credential_claim?: string[];
  headers?: {
    [k: string]: string;
  };
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
   * @default false
   */
  insecure_relaxed_audience_validation?: boolean;
  introspection_endpoint?: string;
  introspection_format?: 'base64' | 'base64url' | 'string';
  /**
   * Gateway 3.14 and later.
   * @default 3600
   */
  jwks_cache_ttl?: number;
  /**
   * Gateway 3.14 and later.
   */
  jwks_endpoint?: string;
  /**
   * Gateway 3.14 and later.
   * @default 0
   */
  jwt_claims_leeway?: number;
  /**
   *
   * @default true
   */
  keepalive?: boolean;
  /**
   *
   * @default 1048576 (8192 before gateway 3.13)
   */
  max_request_body_size?: number;
  /**
   * Gateway 3.14 and later.
   * @default 3600
   */
  metadata_cache_ttl?: number;
  /**
   * Gateway 3.14 and later.
   */
  metadata_discovery_endpoint?: string;
  /**
   * Gateway 3.14 and later.
   * @default 3
   */
  metadata_discovery_retry?: number;
  metadata_endpoint?: string;
  mtls_introspection_endpoint?: string;
  no_proxy?: string;
  /**
   * Gateway 3.14 and later.
   * @default false
   */
  passthrough_credentials?: boolean;
  resource: string;
  scopes_supported?: string[];
  /**
   *
   * @default true
   */
  ssl_verify?: boolean;
  /**
   *
   * @default 10000
   */
  timeout?: number;
  tls_client_auth_cert?: string;
  tls_client_auth_key?: string;
  /**
   *
   * @default true
   */
  tls_client_auth_ssl_verify?: boolean;
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
      /**
       *
       * @default 3600
       */
      ttl?: number;
    };
    /**
     *
     * @default "client_secret_basic"
     */
    client_auth?: 'client_secret_basic' | 'client_secret_post' | 'inherit' | 'none';
    client_id?: string;
    /**
     * A secret: give a vault reference, or patch it in from a Secret.
     */
    client_secret?: string;
    /**
     *
     * @default false
     */
    enabled?: boolean;
    request?: {
      actor_token?: string;
      actor_token_header?: string;
      /**
       *
       * @default "none"
       */
      actor_token_source?: 'config' | 'header' | 'none';
      /**
       *
       * @default "urn:ietf:params:oauth:token-type:access_token"
       */
      actor_token_type?: string;
      audience?: string[];
      /**
       *
       * @default "urn:ietf:params:oauth:token-type:access_token"
       */
      requested_token_type?: string;
      resource?: string;
      scopes?: string[];
      /**
       *
       * @default "urn:ietf:params:oauth:token-type:access_token"
       */
      subject_token_type?: string;
    };
    token_endpoint: string;
  };
  /**
   * Gateway 3.14 and later.
   */
  upstream_headers?: {
    header: string;
    path: string[];
  }[];
}
