// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface MockingConfig {
  api_specification?: string;
  api_specification_filename?: string;
  custom_base_path?: string;
  /**
   *
   * @default false
   */
  include_base_path?: boolean;
  included_status_codes?: number[];
  /**
   *
   * @default 1
   */
  max_delay_time?: number;
  /**
   *
   * @default 0.001
   */
  min_delay_time?: number;
  /**
   *
   * @default false
   */
  random_delay?: boolean;
  /**
   *
   * @default false
   */
  random_examples?: boolean;
  /**
   *
   * @default false
   */
  random_status_code?: boolean;
}
