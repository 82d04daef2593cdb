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
  'secrets/missing-secret',
]);

/**
 * Rules about what refuses an object once the program has taken it: AWS, which makes the mesh of App Mesh's objects. What they
 * report of an object that the program takes is no false alarm, and no agreement either: it is counted by itself.
 */
export const later: ReadonlySet<string> = new Set([
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
]);
