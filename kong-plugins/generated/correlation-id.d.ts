// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface CorrelationIdConfig {
  /**
   *
   * @default false
   */
  echo_downstream?: boolean;
  /**
   *
   * @default "uuid#counter"
   */
  generator?: 'tracker' | 'uuid' | 'uuid#counter';
  /**
   *
   * @default "Kong-Request-ID"
   */
  header_name?: string;
}
