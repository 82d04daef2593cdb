// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface KeyAuthEncConfig {
  anonymous?: string;
  /**
   *
   * @default true (false before gateway 3.14)
   */
  hide_credentials?: boolean;
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
  realm?: string;
  /**
   *
   * @default true
   */
  run_on_preflight?: boolean;
}
