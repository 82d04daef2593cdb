// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface SolaceConsumeConfig {
  flow: {
    /**
     *
     * @default "CLIENT"
     */
    ack_mode?: 'AUTO' | 'CLIENT';
    binds: {
      name: string;
      /**
       *
       * @default "QUEUE"
       */
      type?: 'QUEUE';
    }[];
    functions?: string[];
    /**
     *
     * @default -1
     */
    max_unacked_messages?: number;
    properties?: {
      [k: string]: string;
    };
    selector?: string;
    /**
     * At least 1. At most 5000.
     * @default 50
     */
    wait_timeout?: number;
    /**
     * At least 1. At most 255.
     * @default 255
     */
    window_size?: number;
  };
  /**
   *
   * @default "POLLING"
   */
  mode?: 'AUTO' | 'POLLING' | 'SERVER-SENT-EVENTS' | 'WEBSOCKET';
  polling?: {
    /**
     * At least 0. At most 300000.
     * @default 0
     */
    timeout?: number;
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
  websocket?: {
    /**
     *
     * @default 65536
     */
    max_recv_len?: number;
    /**
     *
     * @default 65536
     */
    max_send_len?: number;
    /**
     * At least 1. At most 60000.
     * @default 1000
     */
    timeout?: number;
  };
}
