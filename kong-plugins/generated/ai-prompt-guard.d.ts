// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface AiPromptGuardConfig {
  /**
   *
   * @default false
   */
  allow_all_conversation_history?: boolean;
  allow_patterns?: string[];
  deny_patterns?: string[];
  /**
   * Gateway 3.11 and later. video/generation: gateway 3.13 and later.
   * @default "text/generation"
   */
  genai_category?:
    | 'audio/speech'
    | 'audio/transcription'
    | 'image/generation'
    | 'realtime/generation'
    | 'text/embeddings'
    | 'text/generation'
    | 'video/generation';
  /**
   * anthropic: gateway 3.13 and later. cohere: gateway 3.11 and later. huggingface: gateway 3.11 and later.
   * @default "openai"
   */
  llm_format?: 'anthropic' | 'bedrock' | 'cohere' | 'gemini' | 'huggingface' | 'openai';
  /**
   *
   * @default false
   */
  match_all_roles?: boolean;
  /**
   * Above 0.
   * @default 1048576 (8192 before gateway 3.13)
   */
  max_request_body_size?: number;
}
