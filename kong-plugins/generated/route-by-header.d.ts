// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface RouteByHeaderConfig {
  rules?: {
    condition?: {
      [k: string]: string;
    };
    upstream_name: string;
  }[];
}
