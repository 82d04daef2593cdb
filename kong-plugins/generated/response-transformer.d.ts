// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface ResponseTransformerConfig {
  add?: {
    headers?: string[];
    json?: string[];
    json_types?: ('boolean' | 'number' | 'string')[];
  };
  append?: {
    headers?: string[];
    json?: string[];
    json_types?: ('boolean' | 'number' | 'string')[];
  };
  remove?: {
    headers?: string[];
    json?: string[];
  };
  rename?: {
    headers?: string[];
    json?: string[];
  };
  replace?: {
    headers?: string[];
    json?: string[];
    json_types?: ('boolean' | 'number' | 'string')[];
  };
}
