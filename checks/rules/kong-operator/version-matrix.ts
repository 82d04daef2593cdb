import { compareMinors } from '../../../kong-plugins/gateway-version';
import { dig, items, pointer, strings, text } from '../../../references/fields';
import { gatewayOperatorGroup } from '../../../references/kinds/kong-operator';
import type { Manifest } from '../../../references/manifest';
import type { ReferenceIndex } from '../../../references/reference-index';
import type { Draft } from '../../finding';
import { exampleOperator, operatorGiven } from '../../kong-operator/example';
import { operatorGateways, operatorInstalls } from '../../kong-operator/gateways';
import type { SetRule } from '../../rule';

/** What Kong Operator 2.2.3 is published to work with, and starts with. */
const kubernetes = ['1.30', '1.36'] as const;
const gatewayApi = '1.5';
const lowestGateway = '3.0';

export const operatorVersionMatrix: SetRule = {
  id: 'kong-operator/version-matrix',
  severity: 'error',
  title: 'operator, gateway, Gateway API and Kubernetes are of versions that do not work together',
  why: 'With older definitions of Gateway API the operator never starts, for it looks for ReferenceGrant v1; of an image whose version it cannot read, or is too old, it makes no gateway.',
  source:
    'Kong/kong-operator v2.2.3 controller/gateway/controller.go, internal/versions/validation.go, internal/versions/dataplane.go; developer.konghq.com operator/reference/version-compatibility; seen with Gateway API 1.3',
  measured:
    "the operator's own reading of images (v2.2.3 internal/versions) says of kong/kong-gateway:latest that it is not a valid semver version, of 2.8 that it is not supported, and takes 3.14.",
  *checkSet({ index }) {
    const installs = operatorInstalls(index);
    if (operatorGateways(index).length === 0 && installs.length === 0) return;
    yield* definitions(index);
    const judged = installs.every(
      ({ values }) => String(dig(values, 'env', 'VALIDATE_IMAGES') ?? 'true') !== 'false',
    );
    if (judged) yield* images(index);
    yield* clusters(index);
  },
  example: {
    given: operatorGiven,
    fails: exampleOperator(image('kong/kong-gateway:latest')),
    passes: exampleOperator(image('kong/kong-gateway:3.14')),
  },
};

function image(name: string): string {
  return `{dataPlaneOptions: {deployment: {podTemplateSpec: {spec: {containers: [{name: proxy, image: "${name}"}]}}}}}`;
}

function* definitions(index: ReferenceIndex): Generator<Draft> {
  for (const definition of index.ofKind('apiextensions.k8s.io', 'CustomResourceDefinition')) {
    if (definition.metadata.name !== 'referencegrants.gateway.networking.k8s.io') continue;
    const versions = items(dig(definition, 'spec', 'versions')).map((each) => text(dig(each, 'name')));
    if (versions.length === 0 || versions.includes('v1')) continue;
    const bundle = strings(definition.metadata.annotations)['gateway.networking.k8s.io/bundle-version'];
    yield {
      object: definition,
      path: '/spec/versions',
      message: 'Kong Operator does not start with these definitions of Gateway API',
      found: bundle === undefined ? versions.join(', ') : `Gateway API ${bundle}`,
      expected: `ReferenceGrant in version v1, as Gateway API ${gatewayApi} has it`,
      mend: `install Gateway API ${gatewayApi}.1 before the operator`,
    };
  }
}

function* images(index: ReferenceIndex): Generator<Draft> {
  const places: readonly (readonly [Manifest, readonly string[]])[] = [
    ...index
      .ofKind(gatewayOperatorGroup, 'GatewayConfiguration')
      .map((object) => [object, ['spec', 'dataPlaneOptions', 'deployment']] as const),
    ...index
      .ofKind(gatewayOperatorGroup, 'DataPlane')
      .map((object) => [object, ['spec', 'deployment']] as const),
  ];
  for (const [object, deployment] of places) {
    const at = [...deployment, 'podTemplateSpec', 'spec', 'containers'];
    for (const [position, container] of items(dig(object, ...at)).entries()) {
      const name = text(dig(container, 'image'));
      if (dig(container, 'name') !== 'proxy' || name === undefined) continue;
      const problem = problemOf(name);
      if (problem === undefined) continue;
      yield {
        object,
        path: pointer(...at, position, 'image'),
        message: `Kong Operator makes no gateway of the image ${name}`,
        found: problem,
        expected: `registry/name:version with a version from ${lowestGateway} on, and no port in the registry`,
        mend: 'name an image whose tag is its version, such as kong/kong-gateway:3.14',
      };
    }
  }
}

/** Why the operator refuses an image; a digest behind the tag is passed over. */
function problemOf(image: string): string | undefined {
  const [name = '', ...rest] = (image.split('@sha256:')[0] ?? '').split(':');
  const [tag] = rest;
  if (tag === undefined) return 'no tag';
  if (rest.length > 1 || tag.includes('/')) return `a registry with a port, ${name}`;
  const minor = /^(\d+\.\d+)(?:\.\d+){0,2}(?:-.+)?$/.exec(tag)?.[1];
  if (minor === undefined) return `tag ${tag}, which is no version`;
  return compareMinors(minor, lowestGateway) < 0 ? `version ${tag}` : undefined;
}

function* clusters(index: ReferenceIndex): Generator<Draft> {
  for (const cluster of index.ofKind('eks.services.k8s.aws', 'Cluster')) {
    const version = text(dig(cluster, 'spec', 'version'));
    if (version === undefined || !/^\d+\.\d+$/.test(version)) continue;
    if (compareMinors(version, kubernetes[0]) >= 0 && compareMinors(version, kubernetes[1]) <= 0) continue;
    yield {
      object: cluster,
      path: '/spec/version',
      severity: 'notice',
      message: `Kong Operator 2.2.3 is not published to work with Kubernetes ${version}`,
      found: version,
      expected: `Kubernetes ${kubernetes[0]} to ${kubernetes[1]}`,
      mend: 'try it first in a cluster that may fail',
    };
  }
}
