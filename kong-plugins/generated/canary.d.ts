// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface CanaryConfig {
  canary_by_header_name?: string;
  /**
   * Above 0.
   * @default 3600
   */
  duration?: number;
  groups?: string[];
  /**
   *
   * @default "consumer"
   */
  hash?: 'allow' | 'consumer' | 'deny' | 'header' | 'ip' | 'none';
  hash_header?: string;
  /**
   * At least 0. At most 100.
   */
  percentage?: number;
  start?: number;
  /**
   * Above 1.
   * @default 1000
   */
  steps?: number;
  /**
   *
   * @default false
   */
  upstream_fallback?: boolean;
  upstream_host?: string;
  /**
   * At least 0. At most 65535.
   */
  upstream_port?: number;
  upstream_uri?: string;
}
