// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface LogglyConfig {
  /**
   *
   * @default "info"
   */
  client_errors_severity?: 'alert' | 'crit' | 'debug' | 'emerg' | 'err' | 'info' | 'notice' | 'warning';
  custom_fields_by_lua?: {
    [k: string]: string;
  };
  /**
   *
   * @default "logs-01.loggly.com"
   */
  host?: string;
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  key: string;
  /**
   *
   * @default "info"
   */
  log_level?: 'alert' | 'crit' | 'debug' | 'emerg' | 'err' | 'info' | 'notice' | 'warning';
  /**
   * At least 0. At most 65535.
   * @default 514
   */
  port?: number;
  /**
   *
   * @default "info"
   */
  server_errors_severity?: 'alert' | 'crit' | 'debug' | 'emerg' | 'err' | 'info' | 'notice' | 'warning';
  /**
   *
   * @default "info"
   */
  successful_severity?: 'alert' | 'crit' | 'debug' | 'emerg' | 'err' | 'info' | 'notice' | 'warning';
  /**
   *
   * @default ["kong"]
   */
  tags?: string[];
  /**
   *
   * @default 10000
   */
  timeout?: number;
}
