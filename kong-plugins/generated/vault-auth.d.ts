// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface VaultAuthConfig {
  /**
   *
   * @default "access_token"
   */
  access_token_name?: string;
  anonymous?: string;
  /**
   *
   * @default true (false before gateway 3.14)
   */
  hide_credentials?: boolean;
  /**
   *
   * @default true
   */
  run_on_preflight?: boolean;
  /**
   *
   * @default "secret_token"
   */
  secret_token_name?: string;
  /**
   *
   * @default false
   */
  tokens_in_body?: boolean;
  vault?: {
    /**
     * Gateway 3.10 and later.
     */
    id?: string;
  };
}
