// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface ExitTransformerConfig {
  functions: string[];
  /**
   *
   * @default false
   */
  handle_unexpected?: boolean;
  /**
   *
   * @default false
   */
  handle_unknown?: boolean;
}
