// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface InjectionProtectionConfig {
  custom_injections?: {
    name: string;
    regex: string;
  }[];
  /**
   *
   * @default "block"
   */
  enforcement_mode?: 'block' | 'log_only';
  /**
   *
   * @default "Bad Request"
   */
  error_message?: string;
  /**
   * At least 400. At most 499.
   * @default 400
   */
  error_status_code?: number;
  /**
   *
   * @default ["sql"]
   *
   * Items: sql_low_sensitivity: gateway 3.14 and later.
   */
  injection_types?: (
    'java_exception' | 'js' | 'sql' | 'sql_low_sensitivity' | 'ssi' | 'xpath_abbreviated' | 'xpath_extended'
  )[];
  /**
   *
   * @default ["path_and_query"]
   *
   * Items: path: gateway 3.12 and later. query: gateway 3.12 and later.
   */
  locations?: ('body' | 'headers' | 'path' | 'path_and_query' | 'query')[];
}
