// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface SamlConfig {
  anonymous?: string;
  assertion_consumer_path: string;
  idp_certificate?: string;
  idp_sso_url: string;
  issuer: string;
  /**
   *
   * @default "EmailAddress"
   */
  nameid_format?: 'EmailAddress' | 'Persistent' | 'Transient' | 'Unspecified';
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
     * @default 5
     */
    cluster_max_redirections?: number;
    cluster_nodes?: {
      /**
       *
       * @default "127.0.0.1"
       */
      ip?: string;
      /**
       * At least 0. At most 65535.
       * @default 6379
       */
      port?: number;
    }[];
    /**
     * At least 0. At most 2147483646.
     * @default 2000
     */
    connect_timeout?: number;
    /**
     *
     * @default false
     */
    connection_is_proxied?: boolean;
    /**
     *
     * @default 0
     */
    database?: number;
    /**
     *
     * @default "127.0.0.1"
     */
    host?: string;
    /**
     * At least 0. At most 2147483646.
     */
    keepalive_backlog?: number;
    /**
     * At least 1. At most 2147483646.
     * @default 256
     */
    keepalive_pool_size?: number;
    /**
     * A secret: give a vault reference, or patch it in from a Secret.
     */
    password?: string;
    /**
     * At least 0. At most 65535.
     * @default 6379
     */
    port?: number | `{vault://${string}}`;
    prefix?: string;
    /**
     * At least 0. At most 2147483646.
     * @default 2000
     */
    read_timeout?: number;
    /**
     * At least 0. At most 2147483646.
     * @default 2000
     */
    send_timeout?: number;
    sentinel_master?: string;
    sentinel_nodes?: {
      /**
       *
       * @default "127.0.0.1"
       */
      host?: string;
      /**
       * At least 0. At most 65535.
       * @default 6379
       */
      port?: number;
    }[];
    /**
     * A secret: give a vault reference, or patch it in from a Secret.
     */
    sentinel_password?: string;
    sentinel_role?: 'any' | 'master' | 'slave';
    sentinel_username?: string;
    server_name?: string;
    socket?: string;
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
    username?: string;
  };
  /**
   *
   * @default "SHA256"
   */
  request_digest_algorithm?: 'SHA1' | 'SHA256';
  /**
   *
   * @default "SHA256"
   */
  request_signature_algorithm?: 'SHA256' | 'SHA384' | 'SHA512';
  request_signing_certificate?: string;
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  request_signing_key?: string;
  /**
   *
   * @default "SHA256"
   */
  response_digest_algorithm?: 'SHA1' | 'SHA256';
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  response_encryption_key?: string;
  /**
   *
   * @default "SHA256"
   */
  response_signature_algorithm?: 'SHA256' | 'SHA384' | 'SHA512';
  /**
   *
   * @default 86400
   */
  session_absolute_timeout?: number;
  /**
   *
   * @default "default"
   */
  session_audience?: string;
  session_cookie_domain?: string;
  /**
   *
   * @default true
   */
  session_cookie_http_only?: boolean;
  /**
   *
   * @default "session"
   */
  session_cookie_name?: string;
  /**
   *
   * @default "/"
   */
  session_cookie_path?: string;
  /**
   *
   * @default "Lax"
   */
  session_cookie_same_site?: 'Default' | 'Lax' | 'None' | 'Strict';
  session_cookie_secure?: boolean;
  /**
   *
   * @default false
   */
  session_enforce_same_subject?: boolean;
  /**
   *
   * @default false
   */
  session_hash_storage_key?: boolean;
  /**
   *
   * @default false
   */
  session_hash_subject?: boolean;
  /**
   *
   * @default 900
   */
  session_idling_timeout?: number;
  /**
   *
   * @default "127.0.0.1"
   */
  session_memcached_host?: string;
  /**
   * At least 0. At most 65535.
   * @default 11211
   */
  session_memcached_port?: number;
  session_memcached_prefix?: string;
  session_memcached_socket?: string;
  /**
   *
   * @default false
   */
  session_remember?: boolean;
  /**
   *
   * @default 2592000
   */
  session_remember_absolute_timeout?: number;
  /**
   *
   * @default "remember"
   */
  session_remember_cookie_name?: string;
  /**
   *
   * @default 604800
   */
  session_remember_rolling_timeout?: number;
  session_request_headers?: (
    'absolute-timeout' | 'audience' | 'id' | 'idling-timeout' | 'rolling-timeout' | 'subject' | 'timeout'
  )[];
  session_response_headers?: (
    'absolute-timeout' | 'audience' | 'id' | 'idling-timeout' | 'rolling-timeout' | 'subject' | 'timeout'
  )[];
  /**
   *
   * @default 3600
   */
  session_rolling_timeout?: number;
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  session_secret: string;
  /**
   *
   * @default "cookie"
   */
  session_storage?: 'cookie' | 'memcache' | 'memcached' | 'redis';
  /**
   *
   * @default false
   */
  session_store_metadata?: boolean;
  /**
   *
   * @default true
   */
  validate_assertion_signature?: boolean;
}
