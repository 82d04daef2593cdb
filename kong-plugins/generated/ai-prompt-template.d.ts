// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface AiPromptTemplateConfig {
  /**
   *
   * @default true
   */
  allow_untemplated_requests?: boolean;
  /**
   *
   * @default false
   */
  log_original_request?: boolean;
  /**
   * Above 0.
   * @default 1048576 (8192 before gateway 3.13)
   */
  max_request_body_size?: number;
  templates: {
    name: string;
    template: string;
  }[];
}
