// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface RequestTerminationConfig {
  body?: string;
  content_type?: string;
  /**
   *
   * @default false
   */
  echo?: boolean;
  message?: string;
  /**
   * At least 100. At most 599.
   * @default 503
   */
  status_code?: number;
  trigger?: string;
}
