// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface JwtConfig {
  anonymous?: string;
  claims_to_verify?: ('exp' | 'nbf')[];
  cookie_names?: string[];
  /**
   *
   * @default ["authorization"]
   */
  header_names?: string[];
  /**
   *
   * @default "iss"
   */
  key_claim_name?: string;
  /**
   * At least 0. At most 31536000.
   * @default 0
   */
  maximum_expiration?: number;
  realm?: string;
  /**
   *
   * @default true
   */
  run_on_preflight?: boolean;
  /**
   *
   * @default false
   */
  secret_is_base64?: boolean;
  /**
   *
   * @default ["jwt"]
   */
  uri_param_names?: string[];
}
