// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface TlsHandshakeModifierConfig {
  /**
   *
   * @default "REQUEST"
   */
  tls_client_certificate?: 'REQUEST';
}
