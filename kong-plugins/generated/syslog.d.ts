// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface SyslogConfig {
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
   * @default "user"
   */
  facility?:
    | 'auth'
    | 'authpriv'
    | 'cron'
    | 'daemon'
    | 'ftp'
    | 'kern'
    | 'local0'
    | 'local1'
    | 'local2'
    | 'local3'
    | 'local4'
    | 'local5'
    | 'local6'
    | 'local7'
    | 'lpr'
    | 'mail'
    | 'news'
    | 'syslog'
    | 'user'
    | 'uucp';
  /**
   *
   * @default "info"
   */
  log_level?: 'alert' | 'crit' | 'debug' | 'emerg' | 'err' | 'info' | 'notice' | 'warning';
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
}
