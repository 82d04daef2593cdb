// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface PrometheusConfig {
  /**
   *
   * @default false
   */
  ai_metrics?: boolean;
  /**
   *
   * @default false
   */
  bandwidth_metrics?: boolean;
  /**
   *
   * @default false
   */
  latency_metrics?: boolean;
  /**
   *
   * @default false
   */
  per_consumer?: boolean;
  /**
   *
   * @default false
   */
  status_code_metrics?: boolean;
  /**
   *
   * @default false
   */
  upstream_health_metrics?: boolean;
  /**
   * Gateway 3.10 and later. (false before gateway 3.12)
   */
  wasm_metrics?: boolean;
}
