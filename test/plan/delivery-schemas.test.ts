import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { argoCdDelivery } from '../../plan/argo-cd';
import { fleetDelivery } from '../../plan/argo-cd-fleet';
import { healthConfiguration } from '../../plan/argo-cd-health';
import { fluxDelivery } from '../../plan/flux';
import { plan } from '../../plan/plan';
import { describe as nameOf } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';
import { schemaFor, sharedDefinitions } from '../../references/schemas';
import { BuiltCluster } from '../charts/objects';

const { manifests, config } = BuiltCluster.reference('eu-west-1-kong-mesh');
const index = buildIndex(manifests, { given: config.given });
const delivery = {
  cluster: config.name,
  repository: 'ssh://git@example.com/platform',
  revision: 'main',
  path: 'dist',
};
const fleet = {
  repository: delivery.repository,
  revision: 'main',
  path: 'dist',
  generator: 'clusters',
} as const;

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(sharedDefinitions());

test.each(
  [
    ...fluxDelivery(index, plan(index), delivery),
    ...argoCdDelivery(index, plan(index), delivery).bootstrap,
    ...argoCdDelivery(index, plan(index), delivery).stages,
    ...fleetDelivery({ ...fleet, rings: ['early', 'late'] }),
    healthConfiguration(),
  ].map((object) => [nameOf(object), object] as const),
)('%s has no field that its API does not know, and every one that it needs', (_, object) => {
  const validate = ajv.compile(schemaFor(object.apiVersion, object.kind) ?? false);
  validate(object);
  expect(validate.errors ?? []).toEqual([]);
});
