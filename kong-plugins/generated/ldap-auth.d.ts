// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface LdapAuthConfig {
  anonymous?: string;
  attribute: string;
  base_dn: string;
  /**
   *
   * @default 60
   */
  cache_ttl?: number;
  /**
   *
   * @default "ldap"
   */
  header_type?: string;
  /**
   *
   * @default true (false before gateway 3.14)
   */
  hide_credentials?: boolean;
  /**
   *
   * @default 60000
   */
  keepalive?: number;
  ldap_host: string;
  /**
   * At least 0. At most 65535.
   * @default 389
   */
  ldap_port?: number;
  /**
   *
   * @default false
   */
  ldaps?: boolean;
  realm?: string;
  /**
   *
   * @default false
   */
  start_tls?: boolean;
  /**
   *
   * @default 10000
   */
  timeout?: number;
  /**
   *
   * @default true (false before gateway 3.14)
   */
  verify_ldap_host?: boolean;
}
