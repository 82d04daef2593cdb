// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface OpaConfig {
  /**
   *
   * @default false
   */
  include_body_in_opa_input?: boolean;
  /**
   *
   * @default false
   */
  include_consumer_in_opa_input?: boolean;
  /**
   *
   * @default false
   */
  include_parsed_json_body_in_opa_input?: boolean;
  /**
   *
   * @default false
   */
  include_route_in_opa_input?: boolean;
  /**
   *
   * @default false
   */
  include_service_in_opa_input?: boolean;
  /**
   *
   * @default false
   */
  include_uri_captures_in_opa_input?: boolean;
  /**
   *
   * @default "localhost"
   */
  opa_host?: string;
  opa_path: string;
  /**
   * At least 0. At most 65535.
   * @default 8181
   */
  opa_port?: number;
  /**
   *
   * @default "http"
   */
  opa_protocol?: 'http' | 'https';
  /**
   *
   * @default true
   */
  ssl_verify?: boolean;
}
