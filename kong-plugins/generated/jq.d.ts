// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface JqConfig {
  /**
   *
   * @default ["application/json"]
   */
  request_if_media_type?: string[];
  request_jq_program?: string;
  request_jq_program_options?: {
    /**
     *
     * @default false
     */
    ascii_output?: boolean;
    /**
     *
     * @default true
     */
    compact_output?: boolean;
    /**
     *
     * @default false
     */
    join_output?: boolean;
    /**
     *
     * @default false
     */
    raw_output?: boolean;
    /**
     *
     * @default false
     */
    sort_keys?: boolean;
  };
  /**
   *
   * @default ["application/json"]
   */
  response_if_media_type?: string[];
  /**
   *
   * @default [200]
   *
   * Items: At least 100. At most 599.
   */
  response_if_status_code?: number[];
  response_jq_program?: string;
  response_jq_program_options?: {
    /**
     *
     * @default false
     */
    ascii_output?: boolean;
    /**
     *
     * @default true
     */
    compact_output?: boolean;
    /**
     *
     * @default false
     */
    join_output?: boolean;
    /**
     *
     * @default false
     */
    raw_output?: boolean;
    /**
     *
     * @default false
     */
    sort_keys?: boolean;
  };
}
