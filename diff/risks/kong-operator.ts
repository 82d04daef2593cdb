import { dig } from '../../references/fields';
import { configurationOf, gatewayOperatorGroup, staticNaming } from '../../references/kinds/kong-operator';
import type { Manifest } from '../../references/manifest';
import type { ObjectChange } from '../change';
import { say } from '../sentence';
import { type ClusterChange, eachChange, named, type RiskRule, type Said } from './risk';

const gatewayApi = 'gateway.networking.k8s.io';

/**
 * What Kong Operator 2.2.3 does not look at again once a Gateway is made: what it is told of Konnect, the autoscaler where nothing else
 * of the pods changes, and how the objects are called (controller/gateway/controller.go dataPlaneSpecDeepEqual,
 * provisionKonnectGatewayControlPlane; controller_reconciler_utils.go setObjectNamespaceName).
 */
export const kongOperatorRules: readonly RiskRule[] = [
  {
    id: 'change-not-taken',
    level: 'medium',
    title:
      'Kong Operator does not take the change: of Konnect’s part, of the autoscaler alone, or of static naming of a Gateway that is there',
    find: (cluster) => [
      ...eachChange([`${gatewayOperatorGroup}/GatewayConfiguration`], ofConfiguration)(cluster),
      ...eachChange([`${gatewayApi}/Gateway`], ofGateway)(cluster),
    ],
  },
];

function* ofConfiguration(change: ObjectChange, { before, after, changes }: ClusterChange): Generator<Said> {
  const { before: was, after: now } = change;
  if (was === undefined || now === undefined) return;
  const names = ({ index }: ClusterChange['before'], configuration: Manifest) =>
    index
      .ofKind(gatewayApi, 'Gateway')
      .filter((gateway) => configurationOf(gateway, index) === configuration)
      .map(placeOf);
  const old = names(before, was);
  // Of a Gateway that is made anew everything is taken.
  const stays = names(after, now).filter((name) => old.includes(name));
  if (stays.length === 0) return;
  const isBelow = (...start: readonly string[]) =>
    change.fields.filter(({ path }) => start.every((key, i) => path[i] === key));
  const inKonnect = [was, now].every((each) => dig(each, 'spec', 'konnect') !== undefined);
  if (inKonnect && isBelow('spec', 'konnect').length > 0) {
    yield say`${named(change)}: spec.konnect changes, which Kong Operator has looked at when it made the Gateway: make the Gateway anew`;
  }
  const scaling = isBelow('spec', 'dataPlaneOptions', 'deployment', 'scaling').length;
  const all = isBelow('spec', 'dataPlaneOptions').length + isBelow('spec', 'listenersOptions').length;
  const gatewayChanges = changes.some(
    ({ id, after: gateway }) =>
      id.group === gatewayApi &&
      id.kind === 'Gateway' &&
      gateway !== undefined &&
      stays.includes(placeOf(gateway)),
  );
  if (scaling > 0 && scaling === all && !gatewayChanges) {
    yield say`${named(change)}: its autoscaler alone changes, which Kong Operator does not look at: change a label of its pods with it`;
  }
}

function* ofGateway(change: ObjectChange, { after }: ClusterChange): Generator<Said> {
  const { before: was, after: now } = change;
  if (was === undefined || now === undefined || configurationOf(now, after.index) === undefined) return;
  const isStatic = ({ metadata }: Manifest) => metadata.annotations?.[staticNaming] === 'true';
  if (isStatic(was) === isStatic(now)) return;
  yield say`${named(change)}: static naming changes, by which Kong Operator has called what it made: make the Gateway anew`;
}

function placeOf({ metadata }: Manifest): string {
  return `${metadata.namespace}/${metadata.name}`;
}
