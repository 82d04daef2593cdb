// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface AiAzureContentSafetyConfig {
  /**
   *
   * @default "2023-10-01"
   */
  azure_api_version?: string;
  azure_client_id?: string;
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  azure_client_secret?: string;
  azure_tenant_id?: string;
  /**
   *
   * @default false
   */
  azure_use_managed_identity?: boolean;
  blocklist_names?: string[];
  categories?: {
    name: string;
    rejection_level: number;
  }[];
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  content_safety_key?: string;
  content_safety_url: string;
  /**
   * Gateway 3.12 and later.
   * @default "INPUT"
   */
  guarding_mode?: 'BOTH' | 'INPUT' | 'OUTPUT';
  /**
   *
   * @default true
   */
  halt_on_blocklist_hit?: boolean;
  /**
   * Gateway 3.14 and later.
   * @default false
   */
  log_blocked_content?: boolean;
  /**
   *
   * @default "FourSeverityLevels"
   */
  output_type?: 'EightSeverityLevels' | 'FourSeverityLevels';
  /**
   * Gateway 3.12 and later.
   * @default 100
   */
  response_buffer_size?: number;
  /**
   *
   * @default true
   */
  reveal_failure_reason?: boolean;
  /**
   * Gateway 3.13 and later.
   * @default true (false before gateway 3.14)
   */
  ssl_verify?: boolean;
  /**
   * Gateway 3.12 and later.
   * @default true
   */
  stop_on_error?: boolean;
  /**
   * last_message: gateway 3.14 and later.
   * @default "concatenate_all_content"
   */
  text_source?: 'concatenate_all_content' | 'concatenate_user_content' | 'last_message';
}
