// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface RequestTransformerConfig {
  add?: {
    body?: string[];
    headers?: string[];
    querystring?: string[];
  };
  append?: {
    body?: string[];
    headers?: string[];
    querystring?: string[];
  };
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
    querystring?: string[];
    uri?: string;
  };
}
