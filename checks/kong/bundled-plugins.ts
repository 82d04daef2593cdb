/**
 * Plugins that Kong ships besides those whose configuration is described in `kong-plugins/`
 * (Kong/kong 3.9 kong/constants.lua; https://developer.konghq.com/plugins/ up to gateway 3.15).
 */
const openSource = [
  'acme',
  'ai-prompt-decorator',
  'ai-prompt-guard',
  'ai-prompt-template',
  'ai-proxy',
  'ai-request-transformer',
  'ai-response-transformer',
  'aws-lambda',
  'azure-functions',
  'grpc-gateway',
  'grpc-web',
  'ldap-auth',
  'loggly',
  'session',
  'standard-webhooks',
];

const enterprise = [
  'ace',
  'ai-aws-guardrails',
  'ai-azure-content-safety',
  'ai-mcp-proxy',
  'ai-proxy-advanced',
  'ai-rag-injector',
  'ai-rate-limiting-advanced',
  'ai-sanitizer',
  'ai-semantic-cache',
  'ai-semantic-prompt-guard',
  'app-dynamics',
  'confluent',
  'confluent-consume',
  'datakit',
  'degraphql',
  'exit-transformer',
  'forward-proxy',
  'graphql-proxy-cache-advanced',
  'graphql-rate-limiting-advanced',
  'header-cert-auth',
  'injection-protection',
  'jq',
  'json-threat-protection',
  'jwe-decrypt',
  'jwt-signer',
  'kafka-consume',
  'kafka-log',
  'kafka-upstream',
  'konnect-application-auth',
  'ldap-auth-advanced',
  'mocking',
  'oas-validation',
  'oauth2-introspection',
  'opa',
  'proxy-cache-advanced',
  'request-callout',
  'request-transformer-advanced',
  'request-validator',
  'response-transformer-advanced',
  'route-by-header',
  'route-transformer-advanced',
  'saml',
  'service-protection',
  'solace-upstream',
  'statsd-advanced',
  'tls-handshake-modifier',
  'tls-metadata-headers',
  'upstream-oauth',
  'upstream-timeout',
  'vault-auth',
  'websocket-size-limit',
  'websocket-validator',
  'xml-threat-protection',
];

const editions: ReadonlyMap<string, 'open-source' | 'enterprise'> = new Map([
  ...openSource.map((name) => [name, 'open-source'] as const),
  ...enterprise.map((name) => [name, 'enterprise'] as const),
]);

/** The edition of a plugin that Kong ships but whose configuration is not described here. */
export function otherPluginEdition(name: string): 'open-source' | 'enterprise' | undefined {
  return editions.get(name);
}
