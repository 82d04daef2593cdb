// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface TcpLogConfig {
  custom_fields_by_lua?: {
    [k: string]: string;
  };
  host: string;
  /**
   *
   * @default 60000
   */
  keepalive?: number;
  /**
   * At least 0. At most 65535.
   */
  port: number;
  /**
   * Gateway 3.13 and later.
   * @default true (false before gateway 3.14)
   */
  ssl_verify?: boolean;
  /**
   *
   * @default 10000
   */
  timeout?: number;
  /**
   *
   * @default false
   */
  tls?: boolean;
  tls_sni?: string;
}
