// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface JsonThreatProtectionConfig {
  /**
   * Gateway 3.10 and later.
   * @default true
   */
  allow_duplicate_object_entry_name?: boolean;
  /**
   * Gateway 3.14 and later.
   * @default false
   */
  allow_non_json_requests?: boolean;
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
   * At least -1. At most 2147483648.
   * @default -1
   */
  max_array_element_count?: number;
  /**
   * At least -1. At most 2147483648.
   * @default 8192
   */
  max_body_size?: number;
  /**
   * At least -1. At most 2147483648.
   * @default -1
   */
  max_container_depth?: number;
  /**
   * At least -1. At most 2147483648.
   * @default -1
   */
  max_object_entry_count?: number;
  /**
   * At least -1. At most 2147483648.
   * @default -1
   */
  max_object_entry_name_length?: number;
  /**
   * At least -1. At most 2147483648.
   * @default -1
   */
  max_string_value_length?: number;
}
