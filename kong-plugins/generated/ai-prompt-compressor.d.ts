// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface AiPromptCompressorConfig {
  compression_ranges: {
    max_tokens: number;
    min_tokens: number;
    value: number;
  }[];
  /**
   *
   * @default "rate"
   */
  compressor_type?: 'rate' | 'target_token';
  /**
   *
   * @default "http://localhost:8080"
   */
  compressor_url?: string;
  /**
   *
   * @default 60000
   */
  keepalive_timeout?: number;
  /**
   *
   * @default false
   */
  log_text_data?: boolean;
  /**
   *
   * @default ["user"]
   */
  message_type?: ('assistant' | 'system' | 'user')[];
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
