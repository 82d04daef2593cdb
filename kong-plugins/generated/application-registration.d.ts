// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

/**
 * Gateway 3.9 and earlier.
 */
export interface ApplicationRegistrationConfig {
  /**
   *
   * @default false
   */
  auto_approve?: boolean;
  description?: string;
  display_name: string;
  /**
   *
   * @default false
   */
  enable_proxy_with_consumer_credential?: boolean;
  /**
   *
   * @default false
   */
  show_issuer?: boolean;
}
