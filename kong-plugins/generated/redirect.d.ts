// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface RedirectConfig {
  /**
   *
   * @default false
   */
  keep_incoming_path?: boolean;
  location: string;
  /**
   * At least 100. At most 599.
   * @default 301
   */
  status_code?: number;
}
