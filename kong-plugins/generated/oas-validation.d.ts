// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface OasValidationConfig {
  /**
   *
   * @default "Host,Content-Type,User-Agent,Accept,Content-Length"
   */
  allowed_header_parameters?: string;
  api_spec: string;
  /**
   *
   * @default true
   */
  api_spec_encoded?: boolean;
  /**
   * Gateway 3.13 and later.
   * @default false
   */
  collect_all_errors?: boolean;
  custom_base_path?: string;
  /**
   *
   * @default false
   */
  header_parameter_check?: boolean;
  /**
   *
   * @default false
   */
  include_base_path?: boolean;
  /**
   * Gateway 3.15 and later.
   */
  max_structured_errors?: number;
  /**
   *
   * @default false
   */
  notify_only_request_validation_failure?: boolean;
  /**
   *
   * @default false
   */
  notify_only_response_body_validation_failure?: boolean;
  /**
   *
   * @default false
   */
  query_parameter_check?: boolean;
  /**
   * Gateway 3.15 and later.
   * @default false
   */
  structured_errors?: boolean;
  /**
   *
   * @default true
   */
  validate_request_body?: boolean;
  /**
   *
   * @default true
   */
  validate_request_header_params?: boolean;
  /**
   *
   * @default true
   */
  validate_request_query_params?: boolean;
  /**
   *
   * @default true
   */
  validate_request_uri_params?: boolean;
  /**
   *
   * @default false
   */
  validate_response_body?: boolean;
  /**
   *
   * @default false
   */
  verbose_response?: boolean;
}
