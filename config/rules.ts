import { shownPath } from './judged';
import { locate, type Problem, type SourceText } from './problem';
import { absentApplications, applicationGround } from './rules/applications';
import { argoCdSettings } from './rules/argo-cd';
import { certificate, issuerRegion, partition, roleNames, secretsKey } from './rules/aws';
import { givenOnce, helmValues, loadBalancerController } from './rules/components';
import { fluxSettings } from './rules/delivery';
import { controllerVersion, endpoints, license, oneHostOnAPort, scaledReplicas } from './rules/gateway';
import { gatewayApiKinds, gatewaysOfNamespaces } from './rules/gateway-api';
import { clientAddress, ownPlugins, redisOfMesh, tlsEnd } from './rules/gateway-edge';
import {
  controlPlanesOfNamespaces,
  loadBalancersOfNamespaces,
  namesOfNamespaces,
  saidOfNamespaces,
} from './rules/gateways-of-namespaces';
import { appMeshEnded, konnectZone, meshLicense } from './rules/mesh';
import {
  dashboardSource,
  gatewayTelemetry,
  meshSignals,
  prometheusOperator,
  signalCollectors,
  telemetryTwice,
} from './rules/observability';
import { besideGateway, operatorGateway } from './rules/operator';
import { patchOperations } from './rules/patches';
import type { Rule } from './rules/rule';
import { versionLines } from './rules/versions';
import { describeScalar } from './scalar-text';
import type { PartlyValid } from './valid-parts';
import { placeOf, type TreeNode } from './yaml-tree';

/** The rules of one cluster file that span fields. */
const rules: readonly Rule[] = [
  partition,
  issuerRegion,
  secretsKey,
  certificate,
  roleNames,
  konnectZone,
  meshLicense,
  appMeshEnded,
  license,
  controllerVersion,
  endpoints,
  oneHostOnAPort,
  scaledReplicas,
  clientAddress,
  tlsEnd,
  redisOfMesh,
  ownPlugins,
  gatewayApiKinds,
  gatewaysOfNamespaces,
  saidOfNamespaces,
  controlPlanesOfNamespaces,
  loadBalancersOfNamespaces,
  namesOfNamespaces,
  operatorGateway,
  signalCollectors,
  meshSignals,
  gatewayTelemetry,
  telemetryTwice,
  prometheusOperator,
  dashboardSource,
  besideGateway,
  loadBalancerController,
  givenOnce,
  helmValues,
  versionLines,
  patchOperations,
  fluxSettings,
  argoCdSettings,
  applicationGround,
  absentApplications,
];

/** Judges what is valid of a file by every rule that spans fields, whatever else is wrong with it. */
export function ruleProblems(
  source: SourceText,
  root: TreeNode,
  valid: PartlyValid,
  merged = false,
): Problem[] {
  const present = (...path: readonly PropertyKey[]) => isPresent(root, path);
  return rules.flatMap((rule) =>
    rule(valid, present).map(({ path, found, atKey = false, ...rest }) => {
      const place = placeOf(root, path);
      const text = place.node === undefined ? 'nothing' : describeScalar(place.node);
      const span = atKey ? (place.keySpan ?? place.span) : place.span;
      return locate(source, span, { ...rest, path: shownPath({ root, merged }, path), found: found ?? text });
    }),
  );
}

function isPresent(root: TreeNode, path: readonly PropertyKey[]): boolean {
  if (path.at(-1) !== '*') return placeOf(root, path).node !== undefined;
  const { node } = placeOf(root, path.slice(0, -1));
  return node?.kind === 'map' && node.entries.size > 0;
}
