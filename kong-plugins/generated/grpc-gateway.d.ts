// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface GrpcGatewayConfig {
  proto?: string;
}
