// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface JwtSignerConfig {
  /**
   * Gateway 3.12 and later.
   * @default ["aud"]
   */
  access_token_audience_claim?: string[];
  /**
   * Gateway 3.12 and later.
   */
  access_token_audiences_allowed?: string[];
  /**
   *
   * @default ["custom_id","username"]
   */
  access_token_consumer_by?: ('custom_id' | 'id' | 'username')[];
  access_token_consumer_claim?: string[];
  /**
   * Gateway 3.13 and later.
   * @default true (none before gateway 3.14)
   */
  access_token_endpoints_ssl_verify?: boolean;
  /**
   * Gateway 3.12 and later.
   * @default ["exp"]
   */
  access_token_expiry_claim?: string[];
  /**
   * Gateway 3.12 and later.
   * @default ["aud"]
   */
  access_token_introspection_audience_claim?: string[];
  /**
   * Gateway 3.12 and later.
   */
  access_token_introspection_audiences_allowed?: string[];
  access_token_introspection_authorization?: string;
  access_token_introspection_body_args?: string;
  /**
   *
   * @default ["custom_id","username"]
   */
  access_token_introspection_consumer_by?: ('custom_id' | 'id' | 'username')[];
  access_token_introspection_consumer_claim?: string[];
  access_token_introspection_endpoint?: string;
  /**
   * Gateway 3.12 and later.
   * @default ["exp"]
   */
  access_token_introspection_expiry_claim?: string[];
  /**
   *
   * @default "access_token"
   */
  access_token_introspection_hint?: string;
  /**
   * Gateway 3.12 and later.
   * @default ["iss"]
   */
  access_token_introspection_issuer_claim?: string[];
  /**
   * Gateway 3.12 and later.
   */
  access_token_introspection_issuers_allowed?: string[];
  access_token_introspection_jwt_claim?: string[];
  /**
   *
   * @default 0
   */
  access_token_introspection_leeway?: number;
  /**
   * Gateway 3.12 and later.
   * @default ["nbf"]
   */
  access_token_introspection_notbefore_claim?: string[];
  /**
   * Gateway 3.12 and later.
   */
  access_token_introspection_optional_claims?: string[][];
  /**
   * Gateway 3.12 and later.
   */
  access_token_introspection_required_claims?: string[][];
  /**
   *
   * @default ["scope"]
   */
  access_token_introspection_scopes_claim?: string[];
  access_token_introspection_scopes_required?: string[];
  /**
   * Gateway 3.12 and later.
   * @default ["sub"]
   */
  access_token_introspection_subject_claim?: string[];
  /**
   * Gateway 3.12 and later.
   */
  access_token_introspection_subjects_allowed?: string[];
  access_token_introspection_timeout?: number;
  /**
   *
   * @default "kong"
   */
  access_token_issuer?: string;
  /**
   * Gateway 3.12 and later.
   * @default ["iss"]
   */
  access_token_issuer_claim?: string[];
  /**
   * Gateway 3.12 and later.
   */
  access_token_issuers_allowed?: string[];
  access_token_jwks_uri?: string;
  access_token_jwks_uri_client_certificate?: {
    /**
     * Gateway 3.10 and later.
     */
    id?: string;
  };
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  access_token_jwks_uri_client_password?: string;
  access_token_jwks_uri_client_username?: string;
  /**
   *
   * @default 0
   */
  access_token_jwks_uri_rotate_period?: number;
  /**
   *
   * @default "kong"
   */
  access_token_keyset?: string;
  access_token_keyset_client_certificate?: {
    /**
     * Gateway 3.10 and later.
     */
    id?: string;
  };
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  access_token_keyset_client_password?: string;
  access_token_keyset_client_username?: string;
  /**
   *
   * @default 0
   */
  access_token_keyset_rotate_period?: number;
  /**
   *
   * @default 0
   */
  access_token_leeway?: number;
  /**
   * Gateway 3.12 and later.
   * @default ["nbf"]
   */
  access_token_notbefore_claim?: string[];
  /**
   *
   * @default false
   */
  access_token_optional?: boolean;
  /**
   * Gateway 3.12 and later.
   */
  access_token_optional_claims?: string[][];
  /**
   *
   * @default "Authorization"
   */
  access_token_request_header?: string;
  /**
   * Gateway 3.12 and later.
   */
  access_token_required_claims?: string[][];
  /**
   *
   * @default ["scope"]
   */
  access_token_scopes_claim?: string[];
  access_token_scopes_required?: string[];
  /**
   * Gateway 3.12 and later.
   * @default true
   */
  access_token_signing?: boolean;
  /**
   *
   * @default "RS256"
   */
  access_token_signing_algorithm?:
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
    | 'RS512';
  /**
   * Gateway 3.12 and later.
   * @default ["sub"]
   */
  access_token_subject_claim?: string[];
  /**
   * Gateway 3.12 and later.
   */
  access_token_subjects_allowed?: string[];
  /**
   *
   * @default "Authorization:Bearer"
   */
  access_token_upstream_header?: string;
  /**
   *
   * @default 0
   */
  access_token_upstream_leeway?: number;
  add_access_token_claims?: {
    [k: string]: string;
  };
  add_channel_token_claims?: {
    [k: string]: string;
  };
  add_claims?: {
    [k: string]: string;
  };
  /**
   *
   * @default true
   */
  cache_access_token_introspection?: boolean;
  /**
   *
   * @default true
   */
  cache_channel_token_introspection?: boolean;
  /**
   * Gateway 3.12 and later.
   * @default ["aud"]
   */
  channel_token_audience_claim?: string[];
  /**
   * Gateway 3.12 and later.
   */
  channel_token_audiences_allowed?: string[];
  /**
   *
   * @default ["custom_id","username"]
   */
  channel_token_consumer_by?: ('custom_id' | 'id' | 'username')[];
  channel_token_consumer_claim?: string[];
  /**
   * Gateway 3.13 and later.
   * @default true (none before gateway 3.14)
   */
  channel_token_endpoints_ssl_verify?: boolean;
  /**
   * Gateway 3.12 and later.
   * @default ["exp"]
   */
  channel_token_expiry_claim?: string[];
  /**
   * Gateway 3.12 and later.
   * @default ["aud"]
   */
  channel_token_introspection_audience_claim?: string[];
  /**
   * Gateway 3.12 and later.
   */
  channel_token_introspection_audiences_allowed?: string[];
  channel_token_introspection_authorization?: string;
  channel_token_introspection_body_args?: string;
  /**
   *
   * @default ["custom_id","username"]
   */
  channel_token_introspection_consumer_by?: ('custom_id' | 'id' | 'username')[];
  channel_token_introspection_consumer_claim?: string[];
  channel_token_introspection_endpoint?: string;
  /**
   * Gateway 3.12 and later.
   * @default ["exp"]
   */
  channel_token_introspection_expiry_claim?: string[];
  channel_token_introspection_hint?: string;
  /**
   * Gateway 3.12 and later.
   * @default ["iss"]
   */
  channel_token_introspection_issuer_claim?: string[];
  /**
   * Gateway 3.12 and later.
   */
  channel_token_introspection_issuers_allowed?: string[];
  channel_token_introspection_jwt_claim?: string[];
  /**
   *
   * @default 0
   */
  channel_token_introspection_leeway?: number;
  /**
   * Gateway 3.12 and later.
   * @default ["nbf"]
   */
  channel_token_introspection_notbefore_claim?: string[];
  /**
   * Gateway 3.12 and later.
   */
  channel_token_introspection_optional_claims?: string[][];
  /**
   * Gateway 3.12 and later.
   */
  channel_token_introspection_required_claims?: string[][];
  /**
   *
   * @default ["scope"]
   */
  channel_token_introspection_scopes_claim?: string[];
  channel_token_introspection_scopes_required?: string[];
  /**
   * Gateway 3.12 and later.
   * @default ["sub"]
   */
  channel_token_introspection_subject_claim?: string[];
  /**
   * Gateway 3.12 and later.
   */
  channel_token_introspection_subjects_allowed?: string[];
  channel_token_introspection_timeout?: number;
  /**
   *
   * @default "kong"
   */
  channel_token_issuer?: string;
  /**
   * Gateway 3.12 and later.
   * @default ["iss"]
   */
  channel_token_issuer_claim?: string[];
  /**
   * Gateway 3.12 and later.
   */
  channel_token_issuers_allowed?: string[];
  channel_token_jwks_uri?: string;
  channel_token_jwks_uri_client_certificate?: {
    /**
     * Gateway 3.10 and later.
     */
    id?: string;
  };
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  channel_token_jwks_uri_client_password?: string;
  channel_token_jwks_uri_client_username?: string;
  /**
   *
   * @default 0
   */
  channel_token_jwks_uri_rotate_period?: number;
  /**
   *
   * @default "kong"
   */
  channel_token_keyset?: string;
  channel_token_keyset_client_certificate?: {
    /**
     * Gateway 3.10 and later.
     */
    id?: string;
  };
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  channel_token_keyset_client_password?: string;
  channel_token_keyset_client_username?: string;
  /**
   *
   * @default 0
   */
  channel_token_keyset_rotate_period?: number;
  /**
   *
   * @default 0
   */
  channel_token_leeway?: number;
  /**
   * Gateway 3.12 and later.
   * @default ["nbf"]
   */
  channel_token_notbefore_claim?: string[];
  /**
   *
   * @default false
   */
  channel_token_optional?: boolean;
  /**
   * Gateway 3.12 and later.
   */
  channel_token_optional_claims?: string[][];
  channel_token_request_header?: string;
  /**
   * Gateway 3.12 and later.
   */
  channel_token_required_claims?: string[][];
  /**
   *
   * @default ["scope"]
   */
  channel_token_scopes_claim?: string[];
  channel_token_scopes_required?: string[];
  /**
   * Gateway 3.12 and later.
   * @default true
   */
  channel_token_signing?: boolean;
  /**
   *
   * @default "RS256"
   */
  channel_token_signing_algorithm?:
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
    | 'RS512';
  /**
   * Gateway 3.12 and later.
   * @default ["sub"]
   */
  channel_token_subject_claim?: string[];
  /**
   * Gateway 3.12 and later.
   */
  channel_token_subjects_allowed?: string[];
  channel_token_upstream_header?: string;
  /**
   *
   * @default 0
   */
  channel_token_upstream_leeway?: number;
  /**
   *
   * @default true
   */
  enable_access_token_introspection?: boolean;
  /**
   *
   * @default true
   */
  enable_channel_token_introspection?: boolean;
  /**
   *
   * @default false
   */
  enable_hs_signatures?: boolean;
  /**
   *
   * @default false
   */
  enable_instrumentation?: boolean;
  original_access_token_upstream_header?: string;
  original_channel_token_upstream_header?: string;
  realm?: string;
  remove_access_token_claims?: string[];
  remove_channel_token_claims?: string[];
  set_access_token_claims?: {
    [k: string]: string;
  };
  set_channel_token_claims?: {
    [k: string]: string;
  };
  set_claims?: {
    [k: string]: string;
  };
  /**
   *
   * @default true
   */
  trust_access_token_introspection?: boolean;
  /**
   *
   * @default true
   */
  trust_channel_token_introspection?: boolean;
  /**
   * Gateway 3.12 and later.
   * @default true
   */
  verify_access_token_audience?: boolean;
  /**
   *
   * @default true
   */
  verify_access_token_expiry?: boolean;
  /**
   * Gateway 3.12 and later.
   * @default true
   */
  verify_access_token_introspection_audience?: boolean;
  /**
   *
   * @default true
   */
  verify_access_token_introspection_expiry?: boolean;
  /**
   * Gateway 3.12 and later.
   * @default true
   */
  verify_access_token_introspection_issuer?: boolean;
  /**
   * Gateway 3.12 and later.
   * @default false
   */
  verify_access_token_introspection_notbefore?: boolean;
  /**
   *
   * @default true
   */
  verify_access_token_introspection_scopes?: boolean;
  /**
   * Gateway 3.12 and later.
   * @default true
   */
  verify_access_token_introspection_subject?: boolean;
  /**
   * Gateway 3.12 and later.
   * @default true
   */
  verify_access_token_issuer?: boolean;
  /**
   * Gateway 3.12 and later.
   * @default false
   */
  verify_access_token_notbefore?: boolean;
  /**
   *
   * @default true
   */
  verify_access_token_scopes?: boolean;
  /**
   *
   * @default true
   */
  verify_access_token_signature?: boolean;
  /**
   * Gateway 3.12 and later.
   * @default true
   */
  verify_access_token_subject?: boolean;
  /**
   * Gateway 3.12 and later.
   * @default true
   */
  verify_channel_token_audience?: boolean;
  /**
   *
   * @default true
   */
  verify_channel_token_expiry?: boolean;
  /**
   * Gateway 3.12 and later.
   * @default true
   */
  verify_channel_token_introspection_audience?: boolean;
  /**
   *
   * @default true
   */
  verify_channel_token_introspection_expiry?: boolean;
  /**
   * Gateway 3.12 and later.
   * @default true
   */
  verify_channel_token_introspection_issuer?: boolean;
  /**
   * Gateway 3.12 and later.
   * @default false
   */
  verify_channel_token_introspection_notbefore?: boolean;
  /**
   *
   * @default true
   */
  verify_channel_token_introspection_scopes?: boolean;
  /**
   * Gateway 3.12 and later.
   * @default true
   */
  verify_channel_token_introspection_subject?: boolean;
  /**
   * Gateway 3.12 and later.
   * @default true
   */
  verify_channel_token_issuer?: boolean;
  /**
   * Gateway 3.12 and later.
   * @default false
   */
  verify_channel_token_notbefore?: boolean;
  /**
   *
   * @default true
   */
  verify_channel_token_scopes?: boolean;
  /**
   *
   * @default true
   */
  verify_channel_token_signature?: boolean;
  /**
   * Gateway 3.12 and later.
   * @default true
   */
  verify_channel_token_subject?: boolean;
}
