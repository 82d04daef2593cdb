// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface PreFunctionConfig {
  access?: string[];
  body_filter?: string[];
  certificate?: string[];
  header_filter?: string[];
  log?: string[];
  rewrite?: string[];
  ws_client_frame?: string[];
  ws_close?: string[];
  ws_handshake?: string[];
  ws_upstream_frame?: string[];
}
