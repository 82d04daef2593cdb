// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface BasicAuthConfig {
  anonymous?: string;
  /**
   * Gateway 3.13 and later.
   */
  brute_force_protection?: {
    redis?: {
      cloud_authentication?: {
        auth_provider?: 'aws' | 'azure' | 'gcp' | `{vault://${string}}`;
        /**
         * A secret: give a vault reference, or patch it in from a Secret.
         */
        aws_access_key_id?: string;
        aws_assume_role_arn?: string;
        aws_cache_name?: string;
        /**
         *
         * @default true
         */
        aws_is_serverless?: boolean;
        aws_region?: string;
        aws_role_session_name?: string;
        /**
         * A secret: give a vault reference, or patch it in from a Secret.
         */
        aws_secret_access_key?: string;
        azure_client_id?: string;
        /**
         * A secret: give a vault reference, or patch it in from a Secret.
         */
        azure_client_secret?: string;
        azure_tenant_id?: string;
        /**
         * A secret: give a vault reference, or patch it in from a Secret.
         */
        gcp_service_account_json?: string;
      };
      /**
       *
       * @default 0
       */
      database?: number;
      host?: string;
      /**
       * A secret: give a vault reference, or patch it in from a Secret.
       */
      password?: string;
      /**
       * At least 0. At most 65535.
       * @default 6379
       */
      port?: number | `{vault://${string}}`;
      server_name?: string;
      /**
       *
       * @default false
       */
      ssl?: boolean;
      /**
       *
       * @default true (false before gateway 3.14)
       */
      ssl_verify?: boolean;
      /**
       * At least 0. At most 2147483646.
       * @default 2000
       */
      timeout?: number;
      username?: string;
    };
    /**
     *
     * @default "off"
     */
    strategy?: 'cluster' | 'memory' | 'off' | 'redis';
  };
  /**
   *
   * @default true (false before gateway 3.14)
   */
  hide_credentials?: boolean;
  /**
   * Gateway 3.15 and later.
   */
  principals?: {
    /**
     *
     * @default "default"
     */
    directory?: string;
    /**
     *
     * @default false
     */
    enabled?: boolean;
    /**
     *
     * @default true
     */
    error_on_miss?: boolean;
  };
  /**
   *
   * @default "service"
   */
  realm?: string;
}
