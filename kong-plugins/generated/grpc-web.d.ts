// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface GrpcWebConfig {
  /**
   *
   * @default "*"
   */
  allow_origin_header?: string;
  pass_stripped_path?: boolean;
  proto?: string;
}
