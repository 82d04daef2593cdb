// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface IpRestrictionConfig {
  allow?: string[];
  deny?: string[];
  message?: string;
  status?: number;
}
