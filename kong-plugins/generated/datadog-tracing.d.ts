// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

/**
 * Gateway 3.9 and earlier.
 */
export interface DatadogTracingConfig {
  /**
   *
   * @default 3
   */
  batch_flush_delay?: number;
  /**
   *
   * @default 200
   */
  batch_span_count?: number;
  /**
   * At least 0. At most 2147483646.
   * @default 1000
   */
  connect_timeout?: number;
  endpoint?: string;
  /**
   *
   * @default "none"
   */
  environment?: string;
  /**
   * At least 0. At most 2147483646.
   * @default 5000
   */
  read_timeout?: number;
  /**
   * At least 0. At most 2147483646.
   * @default 5000
   */
  send_timeout?: number;
  /**
   *
   * @default "kong"
   */
  service_name?: string;
}
