import { dig, pointer } from '../../../references/fields';
import { helmInstallOf } from '../../../references/helm-install';
import type { Manifest } from '../../../references/manifest';
import type { ReferenceIndex } from '../../../references/reference-index';
import type { Draft } from '../../finding';
import { kongReleases } from '../../kong/gateway';
import { routesToServices } from '../../kong/ingress';
import { failuresOf } from '../../production/failures';
import type { SetRule } from '../../rule';

export const singleFailure: SetRule = {
  id: 'production/single-failure',
  severity: 'warning',
  profile: 'production',
  title: 'one node, or one zone, takes all pods with it that others call',
  why: 'Replicas and budgets do not help where all pods are wanted, or can only be, in one place: what fails as a whole takes all of them.',
  source:
    'Kubernetes documentation, assigning pods to nodes; persistent volumes, access modes; running in multiple zones',
  measured:
    'the scheduler’s reading of selectors of Kubernetes v1.35.4, asked as a library, lets the pods of the failing example onto one of three nodes, and those of the passing one onto all.',
  *checkSet({ index }) {
    for (const workload of [...index.ofKind('apps', 'Deployment'), ...index.ofKind('apps', 'StatefulSet')]) {
      const services = index.referrers(workload).filter(({ from }) => from.kind === 'Service');
      if (services.length === 0 || dig(workload, 'spec', 'replicas') === 0) continue;
      for (const { unit, path, found } of failuresOf(workload, index)) {
        yield {
          object: workload,
          // A zone may be meant, for the price of what crosses them.
          severity: unit === 'zone' ? 'notice' : 'warning',
          path,
          message: `the loss of one ${unit} takes down ${workload.metadata.name}${routes(
            services.map(({ from }) => from),
            index,
          )}`,
          found,
          expected: `pods that may lie on more than one ${unit}`,
          mend: found.startsWith('the claim')
            ? 'use a claim that several nodes have at once (ReadWriteMany), or a StatefulSet with a claim for each pod'
            : 'remove it, or let topologySpreadConstraints say what is meant',
        };
      }
    }
    yield* installs(index);
  },
  example: {
    given: ['Namespace prod'],
    fails: example('nodeSelector: {kubernetes.io/hostname: ip-10-0-0-1}'),
    passes: example('nodeSelector: {kubernetes.io/arch: arm64}'),
  },
};

/** What charts install with one pod: that it has a node is enough. */
function* installs(index: ReferenceIndex): Generator<Draft> {
  for (const { install, under, values, runsGateway } of kongReleases(index)) {
    if (!runsGateway || hasMoreValues(install.by)) continue;
    const scaled = dig(values, 'autoscaling', 'enabled') === true;
    const field = scaled ? ['autoscaling', 'minReplicas'] : ['replicaCount'];
    // The chart's own least with an autoscaler is 2.
    if ((dig(values, ...field) ?? (scaled ? 2 : 1)) !== 1) continue;
    yield lone(
      install.by,
      pointer(...install.valuesPath, ...under),
      `the gateway ${install.release}, and with it every route`,
      field.join('.'),
    );
  }
  const objects = [
    ...index.ofKind('helm.toolkit.fluxcd.io', 'HelmRelease'),
    ...index.ofKind('argoproj.io', 'Application'),
  ];
  for (const object of objects) {
    const install = helmInstallOf(object, index);
    if (install?.chart !== 'kong-mesh' || hasMoreValues(object)) continue;
    const controlPlane = dig(install.values, 'kuma', 'controlPlane');
    const scaled = dig(controlPlane, 'autoscaling', 'enabled') === true;
    if (scaled || (dig(controlPlane, 'replicas') ?? 1) !== 1) continue;
    yield lone(
      object,
      pointer(...install.valuesPath),
      'the control plane of the mesh: no pod starts in the mesh meanwhile, and no certificate is renewed',
      'kuma.controlPlane.replicas',
    );
  }
}

/** Whether values come from elsewhere too, which nobody can read here. */
function hasMoreValues({ spec }: Manifest): boolean {
  return [
    dig(spec, 'valuesFrom'),
    dig(spec, 'source', 'helm', 'valueFiles'),
    dig(spec, 'source', 'helm', 'parameters'),
    dig(spec, 'sources'),
  ].some((more) => more !== undefined);
}

function lone(object: Manifest, path: string, what: string, field: string): Draft {
  return {
    object,
    path,
    message: `the loss of one node takes down ${what}`,
    found: `${field} 1`,
    expected: 'two or more',
    mend: `set ${field} to 2, and the chart's disruption budget`,
  };
}

/** The routes that lead to a workload and to nothing else, as the end of a sentence. */
function routes(services: readonly Manifest[], index: ReferenceIndex): string {
  const leading = new Set(
    services.flatMap((service) => (routesToServices(index).get(service) ?? []).map(({ route }) => route)),
  );
  const names = [...leading].map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);
  const shown = names.slice(0, 3).join(', ');
  if (names.length === 0) return '';
  return `, and what ${shown}${names.length > 3 ? ` and ${names.length - 3} more` : ''} sends there`;
}

function example(more: string): string {
  return `
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod}
spec: {selector: {app: jazz}, ports: [{port: 9080}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: jazz, namespace: prod}
spec:
  replicas: 2
  selector: {matchLabels: {app: jazz}}
  template:
    metadata: {labels: {app: jazz}}
    spec:
      ${more}
      containers: [{name: jazz, image: "registry.example.com/jazz:1.4.2", ports: [{containerPort: 9080}]}]
`;
}
