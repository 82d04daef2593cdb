// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface AiCustomGuardrailConfig {
  /**
   *
   * @default false
   */
  allow_masking?: boolean;
  custom_metrics?: {
    [k: string]: string;
  };
  functions?: {
    [k: string]: string;
  };
  /**
   *
   * @default "INPUT"
   */
  guarding_mode?: 'BOTH' | 'INPUT' | 'OUTPUT';
  metrics?: {
    block_detail?: string;
    block_reason?: string;
    masked?: string;
  };
  params?: {
    [k: string]: string;
  };
  request: {
    auth?: {
      /**
       *
       * @default "header"
       */
      location?: 'body' | 'header' | 'query';
      name?: string;
      /**
       * A secret: give a vault reference, or patch it in from a Secret.
       */
      value?: string;
    };
    body?: {
      [k: string]: string;
    };
    headers?: {
      [k: string]: string;
    };
    queries?: {
      [k: string]: string;
    };
    url: string;
  };
  response: {
    block: string;
    block_message: string;
  };
  /**
   *
   * @default 100
   */
  response_buffer_size?: number;
  /**
   *
   * @default true
   */
  ssl_verify?: boolean;
  /**
   *
   * @default true
   */
  stop_on_error?: boolean;
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
