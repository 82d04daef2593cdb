// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface AzureFunctionsConfig {
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  apikey?: string;
  appname: string;
  clientid?: string;
  functionname: string;
  /**
   *
   * @default "azurewebsites.net"
   */
  hostdomain?: string;
  /**
   *
   * @default true
   */
  https?: boolean;
  /**
   *
   * @default true (false before gateway 3.14)
   */
  https_verify?: boolean;
  /**
   *
   * @default 60000
   */
  keepalive?: number;
  /**
   *
   * @default "api"
   */
  routeprefix?: string;
  /**
   *
   * @default 600000
   */
  timeout?: number;
}
