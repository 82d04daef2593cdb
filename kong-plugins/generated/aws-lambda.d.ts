// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface AwsLambdaConfig {
  aws_assume_role_arn?: string;
  /**
   *
   * @default "v1"
   */
  aws_imds_protocol_version?: 'v1' | 'v2';
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  aws_key?: string;
  aws_region?: string;
  /**
   *
   * @default "kong"
   */
  aws_role_session_name?: string;
  /**
   * A secret: give a vault reference, or patch it in from a Secret.
   */
  aws_secret?: string;
  aws_sts_endpoint_url?: string;
  /**
   *
   * @default false
   */
  awsgateway_compatible?: boolean;
  /**
   * Gateway 3.12 and later.
   * @default "1.0"
   */
  awsgateway_compatible_payload_version?: '1.0' | '2.0';
  /**
   *
   * @default true
   */
  base64_encode_body?: boolean;
  /**
   *
   * @default false
   */
  disable_https?: boolean;
  /**
   *
   * @default "legacy"
   */
  empty_arrays_mode?: 'correct' | 'legacy';
  /**
   *
   * @default false
   */
  forward_request_body?: boolean;
  /**
   *
   * @default false
   */
  forward_request_headers?: boolean;
  /**
   *
   * @default false
   */
  forward_request_method?: boolean;
  /**
   *
   * @default false
   */
  forward_request_uri?: boolean;
  function_name?: string;
  host?: string;
  /**
   *
   * @default "RequestResponse"
   */
  invocation_type?: 'DryRun' | 'Event' | 'RequestResponse';
  /**
   *
   * @default false
   */
  is_proxy_integration?: boolean;
  /**
   *
   * @default 60000
   */
  keepalive?: number;
  /**
   *
   * @default "Tail"
   */
  log_type?: 'None' | 'Tail';
  /**
   * At least 0. At most 65535.
   * @default 443
   */
  port?: number;
  /**
   * Gateway 3.15 and later.
   * @default false
   */
  preserve_lambda_api_error_code?: boolean;
  proxy_url?: string;
  qualifier?: string;
  /**
   *
   * @default true
   */
  skip_large_bodies?: boolean;
  /**
   * Gateway 3.14 and later.
   * @default true
   */
  ssl_verify?: boolean;
  /**
   *
   * @default 60000
   */
  timeout?: number;
  /**
   * At least 100. At most 999.
   */
  unhandled_status?: number;
}
