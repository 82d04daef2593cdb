// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface JweDecryptConfig {
  /**
   *
   * @default "Authorization"
   */
  forward_header_name?: string;
  key_sets: string[];
  /**
   *
   * @default "Authorization"
   */
  lookup_header_name?: string;
  /**
   *
   * @default true
   */
  strict?: boolean;
}
