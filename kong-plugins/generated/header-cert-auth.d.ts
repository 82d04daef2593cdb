// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface HeaderCertAuthConfig {
  /**
   *
   * @default false
   */
  allow_partial_chain?: boolean;
  anonymous?: string;
  /**
   *
   * @default "CN"
   */
  authenticated_group_by?: 'CN' | 'DN';
  ca_certificates: string[];
  /**
   *
   * @default 60
   */
  cache_ttl?: number;
  /**
   *
   * @default 60000
   */
  cert_cache_ttl?: number;
  certificate_header_format: 'base64_encoded' | 'url_encoded';
  certificate_header_name: string;
  /**
   *
   * @default ["custom_id","username"]
   */
  consumer_by?: ('custom_id' | 'username')[];
  default_consumer?: string;
  http_proxy_host?: string;
  /**
   * At least 0. At most 65535.
   */
  http_proxy_port?: number;
  /**
   *
   * @default 30000
   */
  http_timeout?: number;
  https_proxy_host?: string;
  /**
   * At least 0. At most 65535.
   */
  https_proxy_port?: number;
  /**
   *
   * @default "IGNORE_CA_ERROR"
   */
  revocation_check_mode?: 'IGNORE_CA_ERROR' | 'SKIP' | 'STRICT';
  /**
   *
   * @default true
   */
  secure_source?: boolean;
  /**
   *
   * @default false
   */
  skip_consumer_lookup?: boolean;
  /**
   * Gateway 3.13 and later.
   * @default true (none before gateway 3.14)
   */
  ssl_verify?: boolean;
}
