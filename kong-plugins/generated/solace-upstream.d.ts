// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface SolaceUpstreamConfig {
  message: {
    /**
     * At least 1. At most 100000.
     * @default 2000
     */
    ack_timeout?: number;
    /**
     * Gateway 3.14 and later.
     */
    content_encoding?: string;
    /**
     * Gateway 3.14 and later.
     */
    content_type?: string;
    default_content?: string;
    /**
     *
     * @default "DIRECT"
     */
    delivery_mode?: 'DIRECT' | 'PERSISTENT';
    destinations: {
      name: string;
      /**
       *
       * @default "QUEUE"
       */
      type?: 'QUEUE' | 'TOPIC';
    }[];
    /**
     *
     * @default false
     */
    dmq_eligible?: boolean;
    /**
     *
     * @default false
     */
    forward_body?: boolean;
    /**
     * Gateway 3.14 and later.
     * @default false
     */
    forward_body_raw_only?: boolean;
    /**
     *
     * @default false
     */
    forward_headers?: boolean;
    /**
     *
     * @default false
     */
    forward_method?: boolean;
    /**
     *
     * @default false
     */
    forward_uri?: boolean;
    functions?: string[];
    /**
     * At least 0. At most 255.
     * @default 4
     */
    priority?: number;
    /**
     * ("kong" before gateway 3.12)
     */
    sender_id?: string;
    /**
     *
     * @default false
     */
    tracing?: boolean;
    /**
     *
     * @default false
     */
    tracing_sampled?: boolean;
    /**
     *
     * @default 0
     */
    ttl?: number;
    /**
     * Gateway 3.14 and later.
     */
    user_properties?: {
      headers?: {
        exclude_headers?: string[];
        include_headers?: string[];
        mappings?: {
          [k: string]: string;
        };
      };
      predefined_properties?: {
        [k: string]: string;
      };
    };
  };
  session: {
    authentication?: {
      /**
       * A secret: give a vault reference, or patch it in from a Secret.
       */
      access_token?: string;
      access_token_header?: string;
      /**
       * Gateway 3.13 and later.
       */
      basic_auth_header?: string;
      /**
       * Gateway 3.15 and later.
       */
      client_credentials?: {
        /**
         * A secret: give a vault reference, or patch it in from a Secret.
         */
        client_id: string;
        /**
         * A secret: give a vault reference, or patch it in from a Secret.
         */
        client_secret: string;
        /**
         *
         * @default 5
         */
        eagerly_expire?: number;
        scopes?: string[];
        /**
         *
         * @default true
         */
        ssl_verify?: boolean;
        token_endpoint: string;
      };
      /**
       * A secret: give a vault reference, or patch it in from a Secret.
       */
      id_token?: string;
      id_token_header?: string;
      /**
       * A secret: give a vault reference, or patch it in from a Secret.
       */
      password?: string;
      /**
       * CLIENT_CREDENTIALS: gateway 3.15 and later.
       * @default "BASIC"
       */
      scheme?: 'BASIC' | 'CLIENT_CREDENTIALS' | 'NONE' | 'OAUTH2';
      /**
       * A secret: give a vault reference, or patch it in from a Secret.
       */
      username?: string;
    };
    /**
     * Gateway 3.12 and later.
     * @default true
     */
    calculate_message_expiry?: boolean;
    /**
     * At least 100. At most 100000.
     * @default 3000
     */
    connect_timeout?: number;
    /**
     * Gateway 3.12 and later.
     * @default true
     */
    generate_rcv_timestamps?: boolean;
    /**
     * Gateway 3.12 and later.
     * @default true
     */
    generate_send_timestamps?: boolean;
    /**
     * Gateway 3.12 and later.
     * @default true
     */
    generate_sender_id?: boolean;
    /**
     * Gateway 3.12 and later.
     * @default true
     */
    generate_sequence_number?: boolean;
    host: string;
    properties?: {
      [k: string]: string;
    };
    /**
     *
     * @default true (false before gateway 3.14)
     */
    ssl_validate_certificate?: boolean;
    vpn_name?: string;
  };
}
