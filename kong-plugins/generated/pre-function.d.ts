// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface PreFunctionConfig {
  access?: string[];
  body_filter?: string[];
  certificate?: string[];
  header_filter?: string[];
  log?: string[];
  rewrite?: string[];
  /**
   * Enterprise only.
   */
  ws_client_frame?: string[];
  /**
   * Enterprise only.
   */
  ws_close?: string[];
  /**
   * Enterprise only.
   */
  ws_handshake?: string[];
  /**
   * Enterprise only.
   */
  ws_upstream_frame?: string[];
}
