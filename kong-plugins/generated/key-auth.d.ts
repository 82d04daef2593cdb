// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface KeyAuthConfig {
  anonymous?: string;
  /**
   *
   * @default true (false before gateway 3.14)
   */
  hide_credentials?: boolean;
  /**
   * Gateway 3.10 and later.
   */
  identity_realms?: {
    id?: string;
    region?: string;
    /**
     *
     * @default "cp" (none before gateway 3.12)
     */
    scope?: 'cp' | 'realm';
  }[];
  /**
   *
   * @default false
   */
  key_in_body?: boolean;
  /**
   *
   * @default true
   */
  key_in_header?: boolean;
  /**
   *
   * @default true
   */
  key_in_query?: boolean;
  /**
   *
   * @default ["apikey"]
   */
  key_names?: string[];
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
  };
  realm?: string;
  /**
   *
   * @default true
   */
  run_on_preflight?: boolean;
}
