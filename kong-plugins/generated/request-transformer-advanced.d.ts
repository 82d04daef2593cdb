// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface RequestTransformerAdvancedConfig {
  add?: {
    body?: string[];
    headers?: string[];
    json_types?: ('boolean' | 'number' | 'string')[];
    querystring?: string[];
  };
  allow?: {
    body?: string[];
  };
  append?: {
    body?: string[];
    headers?: string[];
    json_types?: ('boolean' | 'number' | 'string')[];
    querystring?: string[];
  };
  /**
   *
   * @default true
   */
  dots_in_keys?: boolean;
  http_method?: string;
  remove?: {
    body?: string[];
    headers?: string[];
    querystring?: string[];
  };
  rename?: {
    body?: string[];
    headers?: string[];
    querystring?: string[];
  };
  replace?: {
    body?: string[];
    headers?: string[];
    json_types?: ('boolean' | 'number' | 'string')[];
    querystring?: string[];
    uri?: string;
  };
}
