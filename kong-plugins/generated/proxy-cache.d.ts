// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface ProxyCacheConfig {
  /**
   *
   * @default false
   */
  cache_control?: boolean;
  /**
   * Above 0.
   * @default 300
   */
  cache_ttl?: number;
  /**
   *
   * @default ["application/json","text/plain"]
   */
  content_type?: string[];
  /**
   *
   * @default false
   */
  ignore_uri_case?: boolean;
  memory?: {
    /**
     *
     * @default "kong_db_cache"
     */
    dictionary_name?: string;
  };
  /**
   *
   * @default ["GET","HEAD"]
   */
  request_method?: ('GET' | 'HEAD' | 'PATCH' | 'POST' | 'PUT')[];
  /**
   *
   * @default [200,301,404]
   *
   * Items: At least 100. At most 900.
   */
  response_code?: number[];
  response_headers?: {
    /**
     *
     * @default true
     */
    'X-Cache-Key'?: boolean;
    /**
     *
     * @default true
     */
    'X-Cache-Status'?: boolean;
    /**
     *
     * @default true
     */
    age?: boolean;
  };
  storage_ttl?: number;
  strategy: 'memory';
  vary_headers?: string[];
  vary_query_params?: string[];
}
