// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface UdpLogConfig {
  custom_fields_by_lua?: {
    [k: string]: string;
  };
  host: string;
  /**
   * At least 0. At most 65535.
   */
  port: number;
  /**
   *
   * @default 10000
   */
  timeout?: number;
}
