// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface AiLakeraGuardConfig {
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  api_key?: string;
  /**
   *
   * @default "INPUT"
   */
  guarding_mode?: 'BOTH' | 'INPUT' | 'OUTPUT';
  /**
   *
   * @default "https://api.lakera.ai/v2/guard"
   */
  lakera_service_url?: string;
  /**
   * Gateway 3.14 and later.
   * @default false
   */
  log_blocked_content?: boolean;
  project_id?: string;
  /**
   *
   * @default "Request was filtered by Lakera Guard"
   */
  request_failure_message?: string;
  /**
   *
   * @default 100
   */
  response_buffer_size?: number;
  /**
   *
   * @default "Response was filtered by Lakera Guard"
   */
  response_failure_message?: string;
  /**
   *
   * @default false
   */
  reveal_failure_categories?: boolean;
  /**
   *
   * @default true
   */
  stop_on_error?: boolean;
  /**
   *
   * @default "concatenate_all_content"
   */
  text_source?: 'concatenate_all_content' | 'concatenate_user_content' | 'last_message';
  /**
   *
   * @default 10000
   */
  timeout?: number;
  /**
   *
   * @default true
   */
  verify_ssl?: boolean;
}
