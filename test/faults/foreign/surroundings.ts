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
  'kong/missing-secret',
  'kong/classless',
  'secrets/missing-object',
  'secrets/missing-secret',
]);

/**
 * Rules about what becomes of an object once the program has taken it: AWS, which makes the mesh of App Mesh's objects, refuses
 * it; the API server writes a default over a null in silence, or refuses the Secret that is made; a template cannot be filled.
 * What they report of an object that the program takes is no false alarm, and no agreement either: it is counted by itself.
 */
const later: ReadonlySet<string> = new Set([
  'app-mesh/connection-pool',
  'app-mesh/header-match',
  'app-mesh/listener-timeout',
  'app-mesh/one-certificate',
  'app-mesh/one-provider',
  'app-mesh/reference-or-arn',
  'app-mesh/retry-events',
  'app-mesh/route-protocol',
  'app-mesh/route-type',
  'app-mesh/zero-weights',
  'schema/null',
  'secrets/template',
  'secrets/type-keys',
]);

/** The webhook judges the ExternalSecrets that the operator makes of this kind, and not the object itself. */
const laterOfMaker: ReadonlySet<string> = new Set([
  'secrets/creation-policy',
  'secrets/data-source',
  'secrets/duplicate-secret-key',
]);

/** Whether a rule speaks of what comes after the program that judges a kind. */
export function isLater(rule: string, kind: string): boolean {
  return later.has(rule) || (kind === 'ClusterExternalSecret' && laterOfMaker.has(rule));
}
