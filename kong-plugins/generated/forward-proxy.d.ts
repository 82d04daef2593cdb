// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface ForwardProxyConfig {
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  auth_password?: string;
  auth_username?: string;
  /**
   * Gateway 3.12 and later.
   */
  ca_certificates?: string[];
  http_proxy_host?: string;
  /**
   * At least 0. At most 65535.
   */
  http_proxy_port?: number;
  https_proxy_host?: string;
  /**
   * At least 0. At most 65535.
   */
  https_proxy_port?: number;
  /**
   *
   * @default true (false before gateway 3.14)
   */
  https_verify?: boolean;
  /**
   *
   * @default "http"
   */
  proxy_scheme?: 'http';
  /**
   *
   * @default "append"
   */
  x_headers?: 'append' | 'delete' | 'transparent';
}
