// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface RouteTransformerAdvancedConfig {
  /**
   *
   * @default false
   */
  escape_path?: boolean;
  host?: string;
  path?: string;
  port?: string;
}
