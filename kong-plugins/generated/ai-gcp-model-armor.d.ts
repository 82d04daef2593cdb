// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface AiGcpModelArmorConfig {
  /**
   *
   * @default false
   */
  enable_multi_language_detection?: boolean;
  /**
   * Gateway 3.14 and later.
   */
  gcp_metadata_url?: string;
  /**
   * Gateway 3.14 and later.
   */
  gcp_oauth_token_url?: string;
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  gcp_service_account_json?: string;
  /**
   *
   * @default false
   */
  gcp_use_service_account?: boolean;
  /**
   *
   * @default "INPUT"
   */
  guarding_mode?: 'BOTH' | 'INPUT' | 'OUTPUT';
  location_id: string;
  /**
   * Gateway 3.14 and later.
   * @default false
   */
  log_blocked_content?: boolean;
  project_id: string;
  /**
   *
   * @default "Request was filtered by GCP Model Armor"
   */
  request_failure_message?: string;
  /**
   *
   * @default 100
   */
  response_buffer_size?: number;
  /**
   *
   * @default "Response was filtered by GCP Model Armor"
   */
  response_failure_message?: string;
  /**
   *
   * @default false
   */
  reveal_failure_categories?: boolean;
  source_language?: string;
  /**
   *
   * @default true
   */
  stop_on_error?: boolean;
  template_id: string;
  /**
   *
   * @default "last_message"
   */
  text_source?: 'concatenate_all_content' | 'concatenate_user_content' | 'last_message';
  /**
   *
   * @default 10000
   */
  timeout?: number;
}
