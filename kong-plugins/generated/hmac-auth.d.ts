// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface HmacAuthConfig {
  /**
   *
   * @default ["hmac-sha224","hmac-sha256","hmac-sha384","hmac-sha512"]
   *
   * Items: hmac-sha224: gateway 3.14 and later.
   */
  algorithms?: ('hmac-sha1' | 'hmac-sha224' | 'hmac-sha256' | 'hmac-sha384' | 'hmac-sha512')[];
  anonymous?: string;
  /**
   * Above 0.
   * @default 300
   */
  clock_skew?: number;
  enforce_headers?: string[];
  /**
   *
   * @default true (false before gateway 3.14)
   */
  hide_credentials?: boolean;
  realm?: string;
  /**
   *
   * @default false
   */
  validate_request_body?: boolean;
}
