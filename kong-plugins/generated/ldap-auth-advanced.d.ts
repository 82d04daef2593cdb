// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface LdapAuthAdvancedConfig {
  /**
   *
   * @default ""
   */
  anonymous?: string;
  attribute: string;
  base_dn: string;
  bind_dn?: string;
  /**
   *
   * @default 60
   */
  cache_ttl?: number;
  /**
   *
   * @default ["custom_id","username"]
   */
  consumer_by?: ('custom_id' | 'username')[];
  /**
   *
   * @default false
   */
  consumer_optional?: boolean;
  group_base_dn?: string;
  /**
   *
   * @default "memberOf"
   */
  group_member_attribute?: string;
  group_name_attribute?: string;
  groups_required?: string[];
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
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  ldap_password?: string;
  /**
   *
   * @default 389
   */
  ldap_port?: number;
  /**
   *
   * @default false
   */
  ldaps?: boolean;
  /**
   *
   * @default false
   */
  log_search_results?: boolean;
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
