import { groupOf, type Manifest } from '../../../references/manifest';

/** Rules about what is around an object, and about what it does once it is there: no webhook asks for either. */
export const surroundings: ReadonlySet<string> = new Set([
  'app-mesh/gateway-of-route',
  'app-mesh/mesh-without-members',
  'app-mesh/unknown-host',
  'app-mesh/unknown-object',
  'general/missing-namespace',
  'general/missing-kind',
  'general/missing-object',
  'general/plain-secret',
  'general/secret-in-field',
  'general/secret-object',
  'kong-mesh/backend-weights',
  'kong-mesh/federated-zone-objects',
  'kong-mesh/http-split-over-tcp',
  'kong-mesh/identity-selector',
  'kong-mesh/identity-self-signed',
  'kong-mesh/mesh-services-mode',
  'kong-mesh/mirror-target',
  'kong-mesh/missing-identity',
  'kong-mesh/no-permission',
  'kong-mesh/open-egress',
  'kong-mesh/permission-everybody',
  'kong-mesh/permission-nobody',
  'kong-mesh/selects-nobody',
  'kong-mesh/target-outside-mesh',
  'kong-mesh/unknown-mesh',
  'kong-mesh/unknown-target',
  'kong/missing-plugin',
  'kong/classless-object',
  'secrets/missing-object',
  'secrets/missing-secret',
]);

/**
 * Rules about what an object refers to: a webhook asks for some of it, where the object is of its class. What they report of an object
 * that the program takes says nothing, for what is referred to is not there on purpose.
 */
export const references: ReadonlySet<string> = new Set([
  'kong/missing-consumer-group',
  'kong/missing-credential',
  'kong/missing-plugin-secret',
]);

/**
 * Rules about what becomes of an object once the program has taken it: AWS, which makes the mesh of App Mesh's objects, refuses
 * it; Kong refuses the configuration that its controller makes; the API server writes a default over a null in silence, or refuses the Secret that is made; a template cannot be filled.
 * What they report of an object that the program takes is no false alarm, and no agreement either: it is counted by itself.
 */
const later: ReadonlySet<string> = new Set([
  'app-mesh/connection-pool',
  'app-mesh/gateway-without-listener',
  'app-mesh/header-match',
  'app-mesh/listener-timeout',
  'app-mesh/malformed-arn',
  'app-mesh/never-made',
  'app-mesh/one-certificate',
  'app-mesh/one-provider',
  'app-mesh/reference-or-arn',
  'app-mesh/retry-events',
  'app-mesh/route-protocol',
  'app-mesh/route-type',
  'app-mesh/selector-operator',
  'app-mesh/zero-weights',
  'kong-configuration/credential-value',
  'kong-configuration/upstream-policy',
  'kong/consumer-group-edition',
  'kong/doubtful-plugin-configuration',
  'kong/plugin-configuration',
  'kong/plugin-fields',
  'kong/plugin-unavailable',
  'kong/unknown-plugin-type',
  'kong/vault',
  'schema/null',
  'secrets/retry-interval',
  'secrets/template',
  'secrets/type-keys',
]);

/** The webhook judges the ExternalSecrets that the operator makes of this kind, and not the object itself. */
const laterOfMaker: ReadonlySet<string> = new Set([
  'secrets/creation-policy',
  'secrets/data-source',
  'secrets/duplicate-secret-key',
]);

/**
 * The mutating webhooks of App Mesh write every object anew before its schema is judged: what they do not know is gone then, and
 * what is missing is empty. The object says something else than was meant, or is refused by AWS.
 */
const laterOfRewriter: ReadonlySet<string> = new Set([
  'schema/missing-field',
  'schema/size',
  'schema/unknown-field',
]);

/** Of the kinds of External Secrets the webhook judges these; of the others a duration that Go cannot read stops the operator. */
const judgedByWebhook: ReadonlySet<string> = new Set(['ExternalSecret', 'SecretStore', 'ClusterSecretStore']);

/** Whether a rule speaks of what comes after the program that judges an object. */
export function isLater(rule: string, { apiVersion, kind }: Manifest): boolean {
  if (later.has(rule)) return true;
  const group = groupOf(apiVersion);
  if (group === 'appmesh.k8s.aws') return laterOfRewriter.has(rule);
  if (kind === 'ClusterExternalSecret' && laterOfMaker.has(rule)) return true;
  return group.endsWith('external-secrets.io') && rule === 'general/duration' && !judgedByWebhook.has(kind);
}
