// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface AcmeConfig {
  account_email: string;
  account_key?: {
    /**
     * A secret: give a vault reference, or patch it in from a Secret.
     */
    key_id: string;
    /**
     * A secret: give a vault reference, or patch it in from a Secret.
     */
    key_set?: string;
  };
  /**
   *
   * @default false
   */
  allow_any_domain?: boolean;
  /**
   *
   * @default "https://acme-v02.api.letsencrypt.org/directory"
   */
  api_uri?: string;
  /**
   *
   * @default "rsa"
   */
  cert_type?: 'ecc' | 'rsa';
  domains?: string[];
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  eab_hmac_key?: string;
  eab_kid?: string;
  /**
   *
   * @default true
   */
  enable_ipv4_common_name?: boolean;
  /**
   *
   * @default 5
   */
  fail_backoff_minutes?: number;
  preferred_chain?: string;
  /**
   *
   * @default 14
   */
  renew_threshold_days?: number;
  /**
   *
   * @default 4096
   */
  rsa_key_size?: 2048 | 3072 | 4096;
  /**
   *
   * @default "shm"
   */
  storage?: 'consul' | 'kong' | 'redis' | 'shm' | 'vault';
  storage_config?: {
    consul?: {
      host?: string;
      /**
       *
       * @default false
       */
      https?: boolean;
      kv_path?: string;
      /**
       * At least 0. At most 65535.
       */
      port?: number;
      timeout?: number;
      /**
       * A secret: give a vault reference, or patch it in from a Secret.
       */
      token?: string;
    };
    kong?: {
      [k: string]: unknown;
    };
    redis?: {
      /**
       * Gateway 3.13 and later.
       */
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
        /**
         * A secret: give a vault reference, or patch it in from a Secret.
         */
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
      extra_options?: {
        /**
         *
         * @default ""
         */
        namespace?: string;
        /**
         *
         * @default 10
         */
        scan_count?: number;
      };
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
    shm?: {
      /**
       *
       * @default "kong"
       */
      shm_name?: string;
    };
    vault?: {
      /**
       *
       * @default "token"
       */
      auth_method?: 'kubernetes' | 'token';
      auth_path?: string;
      auth_role?: string;
      host?: string;
      /**
       *
       * @default false
       */
      https?: boolean;
      jwt_path?: string;
      kv_path?: string;
      /**
       * At least 0. At most 65535.
       */
      port?: number;
      timeout?: number;
      tls_server_name?: string;
      /**
       *
       * @default true
       */
      tls_verify?: boolean;
      /**
       * A secret: give a vault reference, or patch it in from a Secret.
       */
      token?: string;
    };
  };
  /**
   *
   * @default false
   */
  tos_accepted?: boolean;
}
