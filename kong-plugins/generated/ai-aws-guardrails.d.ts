// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface AiAwsGuardrailsConfig {
  /**
   * Gateway 3.13 and later.
   * @default false
   */
  allow_masking?: boolean;
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  aws_access_key_id?: string;
  /**
   * Gateway 3.12 and later.
   */
  aws_assume_role_arn?: string;
  aws_region: string;
  /**
   * Gateway 3.12 and later.
   */
  aws_role_session_name?: string;
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  aws_secret_access_key?: string;
  /**
   * Gateway 3.12 and later.
   */
  aws_sts_endpoint_url?: string;
  /**
   *
   * @default "INPUT"
   */
  guarding_mode?: 'BOTH' | 'INPUT' | 'OUTPUT';
  guardrails_id: string;
  guardrails_version: string;
  /**
   * Gateway 3.14 and later.
   * @default false
   */
  log_blocked_content?: boolean;
  /**
   *
   * @default 100
   */
  response_buffer_size?: number;
  /**
   * Gateway 3.13 and later.
   * @default true (none before gateway 3.14)
   */
  ssl_verify?: boolean;
  /**
   *
   * @default true
   */
  stop_on_error?: boolean;
  /**
   * last_message: gateway 3.14 and later.
   * @default "concatenate_all_content"
   */
  text_source?: 'concatenate_all_content' | 'concatenate_user_content' | 'last_message';
  /**
   *
   * @default 10000
   */
  timeout?: number;
}
