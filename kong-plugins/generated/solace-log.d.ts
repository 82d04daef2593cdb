// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface SolaceLogConfig {
  message: {
    /**
     * At least 1. At most 100000.
     * @default 2000
     */
    ack_timeout?: number;
    custom_fields_by_lua?: {
      [k: string]: string;
    };
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
     * At least 0. At most 255.
     * @default 4
     */
    priority?: number;
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
     *
     * @default true
     */
    calculate_message_expiry?: boolean;
    /**
     * At least 100. At most 100000.
     * @default 3000
     */
    connect_timeout?: number;
    /**
     *
     * @default true
     */
    generate_rcv_timestamps?: boolean;
    /**
     *
     * @default true
     */
    generate_send_timestamps?: boolean;
    /**
     *
     * @default true
     */
    generate_sender_id?: boolean;
    /**
     *
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
