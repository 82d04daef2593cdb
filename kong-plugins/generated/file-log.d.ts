// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface FileLogConfig {
  custom_fields_by_lua?: {
    [k: string]: string;
  };
  path: string;
  /**
   *
   * @default false
   */
  reopen?: boolean;
}
