// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface TlsMetadataHeadersConfig {
  /**
   *
   * @default "X-Client-Cert-Fingerprint"
   */
  client_cert_fingerprint_header_name?: string;
  /**
   *
   * @default "X-Client-Cert"
   */
  client_cert_header_name?: string;
  /**
   *
   * @default "X-Client-Cert-Issuer-DN"
   */
  client_cert_issuer_dn_header_name?: string;
  /**
   *
   * @default "X-Client-Cert-Subject-DN"
   */
  client_cert_subject_dn_header_name?: string;
  /**
   *
   * @default "X-Client-Cert-Serial"
   */
  client_serial_header_name?: string;
  /**
   *
   * @default false
   */
  inject_client_cert_details?: boolean;
}
