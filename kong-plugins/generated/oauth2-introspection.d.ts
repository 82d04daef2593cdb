// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface Oauth2IntrospectionConfig {
  /**
   *
   * @default ""
   */
  anonymous?: string;
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  authorization_value: string;
  /**
   *
   * @default "username"
   */
  consumer_by?: 'client_id' | 'username';
  custom_claims_forward?: string[];
  custom_introspection_headers?: {
    [k: string]: string;
  };
  /**
   *
   * @default true (false before gateway 3.14)
   */
  hide_credentials?: boolean;
  /**
   *
   * @default false
   */
  introspect_request?: boolean;
  introspection_url: string;
  /**
   *
   * @default 60000
   */
  keepalive?: number;
  /**
   *
   * @default true
   */
  run_on_preflight?: boolean;
  /**
   *
   * @default 10000
   */
  timeout?: number;
  token_type_hint?: string;
  /**
   *
   * @default 30
   */
  ttl?: number;
}
