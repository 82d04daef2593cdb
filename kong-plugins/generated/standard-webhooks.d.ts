// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface StandardWebhooksConfig {
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  secret_v1: string;
  /**
   * Above -1.
   * @default 300
   */
  tolerance_second?: number;
}
