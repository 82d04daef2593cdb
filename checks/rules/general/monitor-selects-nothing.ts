import { dig, items, pointer, text } from '../../../references/fields';
import { helmInstallOf } from '../../../references/helm-install';
import { byLabels, describeSelector, matches, readSelector } from '../../../references/labels';
import type { Manifest } from '../../../references/manifest';
import type { ReferenceIndex } from '../../../references/reference-index';
import type { Draft } from '../../finding';
import type { ObjectRule } from '../../rule';

export const monitorSelectsNothing: ObjectRule = {
  id: 'general/monitor-selects-nothing',
  severity: 'warning',
  title: 'a PodMonitor selects no pod, or a port that its pods do not have',
  why: 'Prometheus fetches nothing and says nothing: alerts on metrics that never come never fire.',
  source: 'prometheus-operator v0.92.1 pkg/prometheus/promcfg.go, generatePodMonitorConfig',
  measured:
    'prometheus-operator v0.85.0 makes a configuration of both examples; promtool 2.42.0, given the pod as Kubernetes describes it to Prometheus, drops it by that of the failing one, and keeps 10.1.1.1:9100 as a target by that of the passing one.',
  kinds: ['monitoring.coreos.com/PodMonitor'],
  *checkObject(object, { index, open = false }) {
    const selector = readSelector(dig(object, 'spec', 'selector'));
    const namespace = onlyNamespace(object);
    if (selector === undefined || namespace === undefined) return;
    // A set that holds no workload of the namespace says nothing about its pods.
    const others = index.pods(namespace, byLabels({}));
    if (others.length === 0 || bringsUnknown(index, namespace, open)) return;
    const pods = others.filter(({ labels }) => matches(selector, labels));
    if (pods.length === 0) {
      const some = new Set(others.slice(0, 20).map((pod) => describeSelector(byLabels(pod.labels))));
      yield {
        object,
        path: '/spec/selector',
        message: 'no pod has these labels',
        found: describeSelector(selector),
        expected: `labels of a pod in ${namespace}: ${[...some].slice(0, 3).join('; ')}`,
        mend: 'write the labels of the pod template',
      };
      return;
    }
    for (const [at, endpoint] of items(dig(object, 'spec', 'podMetricsEndpoints')).entries()) {
      const port = text(dig(endpoint, 'port'));
      if (port === undefined) continue;
      const ports = pods.flatMap((pod) => pod.containers.flatMap((container) => container.ports ?? []));
      if (ports.some(({ name }) => name === port)) continue;
      yield missingPort(
        object,
        at,
        port,
        ports.flatMap(({ name }) => name ?? []),
      );
    }
  },
  example: {
    given: ['Namespace prod', 'prometheus-operator'],
    fails: example('jaz'),
    passes: example('jazz'),
  },
};

function missingPort(object: Manifest, at: number, port: string, names: readonly string[]): Draft {
  return {
    object,
    path: pointer('spec', 'podMetricsEndpoints', at, 'port'),
    message: 'no container of these pods has a port of this name',
    found: port,
    expected: names.length === 0 ? 'the name of a port of a container' : [...new Set(names)].join(', '),
    mend: 'write the name of a port, or name the port in the pod template',
  };
}

/**
 * Whether pods may come into a namespace that nobody can list from here. What delivers a set that is whole, such as Flux's
 * Kustomizations of its own stages, brings nothing but the set.
 */
function bringsUnknown(index: ReferenceIndex, namespace: string, open: boolean): boolean {
  if (open && index.opens(namespace)) return true;
  return installKinds
    .flatMap(([group, kind]) => index.ofKind(group, kind))
    .map((object) => helmInstallOf(object, index))
    .some((install) => install?.namespace === namespace && !knownWhole.has(install.chart));
}

/** Charts of which all pods are known. */
const knownWhole: ReadonlySet<string> = new Set(['ingress', 'kong', 'kong-operator']);

const installKinds = [
  ['helm.toolkit.fluxcd.io', 'HelmRelease'],
  ['argoproj.io', 'Application'],
] as const;

/** The one namespace in which a monitor looks; undefined where it looks in several. */
function onlyNamespace(object: Manifest): string | undefined {
  const chosen = dig(object, 'spec', 'namespaceSelector');
  if (dig(chosen, 'any') === true) return undefined;
  const named = items(dig(chosen, 'matchNames'));
  if (named.length === 0) return object.metadata.namespace;
  const [only] = named;
  return named.length === 1 && typeof only === 'string' ? only : undefined;
}

function example(app: string): string {
  return `
apiVersion: v1
kind: Pod
metadata: {name: jazz, namespace: prod, labels: {app: jazz}}
spec:
  containers: [{name: jazz, image: "ghcr.io/example/jazz:1.0", ports: [{name: metrics, containerPort: 9100}]}]
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: {name: jazz, namespace: prod}
spec:
  selector: {matchLabels: {app: ${app}}}
  podMetricsEndpoints: [{port: metrics}]
`;
}
