// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface SessionConfig {
  /**
   *
   * @default 86400
   */
  absolute_timeout?: number;
  /**
   *
   * @default "default"
   */
  audience?: string;
  /**
   * Gateway 3.12 and later.
   */
  bind?: ('ip' | 'scheme' | 'user-agent')[];
  cookie_domain?: string;
  /**
   *
   * @default true
   */
  cookie_http_only?: boolean;
  /**
   *
   * @default "session"
   */
  cookie_name?: string;
  /**
   *
   * @default "/"
   */
  cookie_path?: string;
  /**
   *
   * @default "Strict"
   */
  cookie_same_site?: 'Default' | 'Lax' | 'None' | 'Strict';
  /**
   *
   * @default true
   */
  cookie_secure?: boolean;
  /**
   * Gateway 3.10 and later.
   * @default false
   */
  hash_subject?: boolean;
  /**
   *
   * @default 900
   */
  idling_timeout?: number;
  /**
   *
   * @default ["DELETE","POST"]
   */
  logout_methods?: ('DELETE' | 'GET' | 'POST')[];
  /**
   *
   * @default "session_logout"
   */
  logout_post_arg?: string;
  /**
   *
   * @default "session_logout"
   */
  logout_query_arg?: string;
  /**
   *
   * @default false
   */
  read_body_for_logout?: boolean;
  /**
   *
   * @default false
   */
  remember?: boolean;
  /**
   *
   * @default 2592000
   */
  remember_absolute_timeout?: number;
  /**
   *
   * @default "remember"
   */
  remember_cookie_name?: string;
  /**
   *
   * @default 604800
   */
  remember_rolling_timeout?: number;
  request_headers?: (
    'absolute-timeout' | 'audience' | 'id' | 'idling-timeout' | 'rolling-timeout' | 'subject' | 'timeout'
  )[];
  response_headers?: (
    'absolute-timeout' | 'audience' | 'id' | 'idling-timeout' | 'rolling-timeout' | 'subject' | 'timeout'
  )[];
  /**
   *
   * @default 3600
   */
  rolling_timeout?: number;
  /**
   * A secret: give a vault reference, or patch it in from a Secret. ("lt9BJW1n5RfhCxTbNIKqsj8THW7YNdXTA0VW6KQwBUwg" before gateway 3.10)
   */
  secret?: string;
  /**
   *
   * @default 10
   */
  stale_ttl?: number;
  /**
   *
   * @default "cookie"
   */
  storage?: 'cookie' | 'kong';
  /**
   * Gateway 3.10 and later.
   * @default false
   */
  store_metadata?: boolean;
}
