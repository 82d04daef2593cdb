// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface ResponseTransformerAdvancedConfig {
  add?: {
    headers?: string[];
    if_status?: string[];
    json?: string[];
    json_types?: ('boolean' | 'number' | 'string')[];
  };
  allow?: {
    json?: string[];
  };
  append?: {
    headers?: string[];
    if_status?: string[];
    json?: string[];
    json_types?: ('boolean' | 'number' | 'string')[];
  };
  /**
   *
   * @default true
   */
  dots_in_keys?: boolean;
  remove?: {
    headers?: string[];
    if_status?: string[];
    json?: string[];
  };
  rename?: {
    headers?: string[];
    if_status?: string[];
  };
  replace?: {
    body?: string;
    headers?: string[];
    if_status?: string[];
    json?: string[];
    json_types?: ('boolean' | 'number' | 'string')[];
  };
  transform?: {
    functions?: string[];
    if_status?: string[];
    json?: string[];
  };
}
