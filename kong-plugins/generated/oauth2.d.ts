// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface Oauth2Config {
  /**
   *
   * @default false
   */
  accept_http_if_already_terminated?: boolean;
  anonymous?: string;
  /**
   *
   * @default "authorization"
   */
  auth_header_name?: string;
  /**
   *
   * @default false
   */
  enable_authorization_code?: boolean;
  /**
   *
   * @default false
   */
  enable_client_credentials?: boolean;
  /**
   *
   * @default false
   */
  enable_implicit_grant?: boolean;
  /**
   *
   * @default false
   */
  enable_password_grant?: boolean;
  /**
   *
   * @default false
   */
  global_credentials?: boolean;
  /**
   *
   * @default true (false before gateway 3.14)
   */
  hide_credentials?: boolean;
  /**
   *
   * @default false
   */
  mandatory_scope?: boolean;
  /**
   * Enterprise only.
   * @default false
   */
  persistent_refresh_token?: boolean;
  /**
   *
   * @default "lax"
   */
  pkce?: 'lax' | 'none' | 'strict';
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  provision_key?: string;
  realm?: string;
  /**
   * At least 0. At most 100000000.
   * @default 1209600
   */
  refresh_token_ttl?: number;
  /**
   *
   * @default false
   */
  reuse_refresh_token?: boolean;
  scopes?: string[];
  /**
   *
   * @default 7200
   */
  token_expiration?: number;
}
