// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface DegraphqlConfig {
  /**
   *
   * @default "/graphql"
   */
  graphql_server_path?: string;
}
