// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface AiPromptDecoratorConfig {
  /**
   * anthropic: gateway 3.13 and later. cohere: gateway 3.11 and later. huggingface: gateway 3.11 and later.
   * @default "openai"
   */
  llm_format?: 'anthropic' | 'bedrock' | 'cohere' | 'gemini' | 'huggingface' | 'openai';
  /**
   * Above 0.
   * @default 1048576 (8192 before gateway 3.13)
   */
  max_request_body_size?: number;
  prompts?: {
    append?: {
      content: string;
      /**
       *
       * @default "system"
       */
      role?: 'assistant' | 'system' | 'user';
    }[];
    prepend?: {
      content: string;
      /**
       *
       * @default "system"
       */
      role?: 'assistant' | 'system' | 'user';
    }[];
  };
}
