// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface CorsConfig {
  /**
   * Gateway 3.10 and later.
   * @default true
   */
  allow_origin_absent?: boolean;
  /**
   *
   * @default false
   */
  credentials?: boolean;
  exposed_headers?: string[];
  headers?: string[];
  max_age?: number;
  /**
   *
   * @default ["CONNECT","DELETE","GET","HEAD","OPTIONS","PATCH","POST","PUT","TRACE"]
   */
  methods?: ('CONNECT' | 'DELETE' | 'GET' | 'HEAD' | 'OPTIONS' | 'PATCH' | 'POST' | 'PUT' | 'TRACE')[];
  origins?: string[];
  /**
   *
   * @default false
   */
  preflight_continue?: boolean;
  /**
   *
   * @default false
   */
  private_network?: boolean;
}
