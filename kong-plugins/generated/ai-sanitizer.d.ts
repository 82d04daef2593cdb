// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface AiSanitizerConfig {
  /**
   * Gateway 3.14 and later.
   * @default true
   */
  allow_all_conversation_history?: boolean;
  /**
   *
   * @default ["all_and_credentials"]
   */
  anonymize?: (
    | 'all'
    | 'all_and_credentials'
    | 'bank'
    | 'credentials'
    | 'creditcard'
    | 'crypto'
    | 'custom'
    | 'date'
    | 'domain'
    | 'driverlicense'
    | 'email'
    | 'general'
    | 'ip'
    | 'medical'
    | 'nationalid'
    | 'nrp'
    | 'passport'
    | 'phone'
    | 'ssn'
    | 'url'
  )[];
  /**
   * Gateway 3.12 and later.
   * @default false
   */
  block_if_detected?: boolean;
  custom_patterns?: {
    name: string;
    regex: string;
    /**
     * At least 0. At most 1.
     * @default 0.5
     */
    score?: number;
  }[];
  /**
   *
   * @default "localhost"
   */
  host?: string;
  /**
   *
   * @default 60000
   */
  keepalive_timeout?: number;
  /**
   *
   * @default 8080
   */
  port?: number;
  /**
   *
   * @default true
   */
  recover_redacted?: boolean;
  /**
   *
   * @default "placeholder"
   */
  redact_type?: 'placeholder' | 'synthetic';
  /**
   * Gateway 3.12 and later.
   * @default "INPUT"
   */
  sanitization_mode?: 'BOTH' | 'INPUT' | 'OUTPUT';
  /**
   *
   * @default "http"
   */
  scheme?: string;
  /**
   * Gateway 3.13 and later.
   * @default false
   */
  skip_logging_sanitized_items?: boolean;
  /**
   *
   * @default true
   */
  stop_on_error?: boolean;
  /**
   *
   * @default 10000
   */
  timeout?: number;
}
