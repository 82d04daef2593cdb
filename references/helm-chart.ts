import { dig, fields, items, pointer, portOf, text } from './fields';
import type { HelmInstall } from './helm-install';
import { type ObjectId, objectId } from './identity';
import type { Labels } from './labels';
import type { PodTemplate, Provides, Provision } from './provision';
import { type Part, type ReferenceDraft, refer, toObject } from './reference';

/** What a Helm chart brings and needs, as functions of its values. */
export interface HelmChart {
  /** Name of the chart, as in its Chart.yaml. */
  readonly name: string;
  readonly provides: (install: HelmInstall) => Provides;
  readonly references: (install: HelmInstall) => readonly ReferenceDraft[];
  /** What it makes outside its own namespace. */
  readonly reach: (install: HelmInstall) => Reach;
}

/** What a release makes outside its own namespace: whoever limits the delivery engine has to allow it. */
export interface Reach {
  /** Cluster-scoped kinds, besides those among the objects that the chart provides by name. */
  readonly clusterKinds: readonly { readonly group: string; readonly kind: string }[];
  /** Other namespaces with objects of the release. */
  readonly namespaces: readonly string[];
}

const roles = ['ClusterRole', 'ClusterRoleBinding'].map((kind) => ({
  group: 'rbac.authorization.k8s.io',
  kind,
}));
const crds = [{ group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' }];

/** The reach of an operator: roles, webhooks of these kinds, and its CRDs where it brings them. */
export function operatorReach(
  bringsCrds: boolean,
  webhooks: readonly ('MutatingWebhookConfiguration' | 'ValidatingWebhookConfiguration')[],
): Reach {
  const configurations = webhooks.map((kind) => ({ group: 'admissionregistration.k8s.io', kind }));
  return { clusterKinds: [...(bringsCrds ? crds : []), ...roles, ...configurations], namespaces: [] };
}

export type ProvidedObject = Omit<Provision, 'by'>;

/** A namespaced object of the release. */
export function releaseObject(
  install: HelmInstall,
  group: string,
  kind: string,
  name: string,
  more: Partial<Pick<ProvidedObject, 'parts' | 'labels' | 'annotations' | 'secretType'>> = {},
): ProvidedObject {
  return { id: objectId(group, kind, install.namespace, name), via: 'helm', ...more };
}

/** A cluster-scoped object of the release. */
export function clusterObject(group: string, kind: string, name: string): ProvidedObject {
  return { id: objectId(group, kind, undefined, name), via: 'helm' };
}

/** A Service of the release with its ports: numbers and names. */
export function releaseService(
  install: HelmInstall,
  name: string,
  ports: readonly { readonly name: string; readonly port: number }[],
): ProvidedObject {
  const parts = new Set(ports.flatMap((port) => [port.name, String(port.port)]));
  return releaseObject(install, '', 'Service', name, { parts });
}

/** Pods of a Deployment of the release. */
export function releasePods(
  install: HelmInstall,
  name: string,
  pod: {
    readonly labels: Labels;
    readonly annotations?: Labels;
    readonly serviceAccount: string;
    readonly containers: PodTemplate['containers'];
    /** Values that shape these pods, relative to the release's values. */
    readonly under?: readonly string[];
  },
): Omit<PodTemplate, 'by'> {
  return {
    path: pointer(...install.valuesPath, ...(pod.under ?? [])),
    name,
    namespace: install.namespace,
    labels: pod.labels,
    annotations: pod.annotations ?? {},
    serviceAccount: pod.serviceAccount,
    containers: pod.containers,
  };
}

/** `<release>` or `<release>-<name>`: Helm's usual full name, which does not repeat the chart's name. */
export function fullName(install: HelmInstall, chart: string, values: unknown = install.values): string {
  const override = text(dig(values, 'fullnameOverride'));
  if (override !== undefined) return shorten(override);
  const name = text(dig(values, 'nameOverride')) ?? chart;
  return shorten(install.release.includes(name) ? install.release : `${install.release}-${name}`);
}

/** Helm cuts names at 63 characters. */
export function shorten(name: string): string {
  return name.slice(0, 63).replace(/(?<!-)-+$/, '');
}

const waits = 'the install waits for its pods, and they wait for it';

/** The release needs the object before it starts: Helm waits for pods, and the pods for the object. */
export function needs(
  install: HelmInstall,
  under: readonly (string | number)[],
  id: ObjectId,
  part?: Part,
): ReferenceDraft {
  return refer(pointer(...install.valuesPath, ...under), toObject(id, part), 'before', waits);
}

/** The priority class of its pods, which the API server refuses without it; Kubernetes brings those of its own. */
export function needsPriorityClass(
  install: HelmInstall,
  under: readonly (string | number)[],
): readonly ReferenceDraft[] {
  const name = text(dig(install.values, ...under));
  return name === undefined || name === '' || name.startsWith('system-')
    ? []
    : [needs(install, under, objectId('scheduling.k8s.io', 'PriorityClass', undefined, name))];
}

/** A Secret of the release's namespace that its pods mount or read. */
export function needsSecret(
  install: HelmInstall,
  under: readonly (string | number)[],
  name: unknown,
  key?: unknown,
): readonly ReferenceDraft[] {
  const found = text(name);
  if (found === undefined) return [];
  const keyName = portOf(key);
  const part = keyName === undefined ? undefined : ({ type: 'key', name: keyName } as const);
  return [needs(install, under, objectId('', 'Secret', install.namespace, found), part)];
}

/**
 * Secrets and ConfigMaps of an environment, written as a map of name to value or `valueFrom`, as Kong's charts have it,
 * or as a list of variables.
 */
export function environmentNeeds(
  install: HelmInstall,
  under: readonly (string | number)[],
): readonly ReferenceDraft[] {
  const value = dig(install.values, ...under);
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? items(value).map((item, i) => [i, item] as const)
    : Object.entries(fields(value));
  return entries.flatMap(([key, variable]) =>
    (
      [
        ['secretKeyRef', 'Secret'],
        ['configMapKeyRef', 'ConfigMap'],
      ] as const
    ).flatMap(([field, kind]) => {
      const reference = dig(variable, 'valueFrom', field);
      const name = text(dig(reference, 'name'));
      if (name === undefined || dig(reference, 'optional') === true) return [];
      const keyName = text(dig(reference, 'key'));
      const part = keyName === undefined ? undefined : ({ type: 'key', name: keyName } as const);
      const id = objectId('', kind, install.namespace, name);
      return [needs(install, [...under, key, 'valueFrom', field], id, part)];
    }),
  );
}

/** The ServiceAccount of the release: provided when the values let the chart create it, needed otherwise. */
export function serviceAccountOf(
  install: HelmInstall,
  under: readonly string[],
  byDefault: string,
): {
  readonly name: string;
  readonly provides: readonly ProvidedObject[];
  readonly needs: readonly ReferenceDraft[];
} {
  const values = dig(install.values, ...under);
  const create = dig(values, 'create') !== false;
  const name = text(dig(values, 'name')) ?? (create ? byDefault : 'default');
  if (create) {
    return { name, provides: [releaseObject(install, '', 'ServiceAccount', name)], needs: [] };
  }
  const id = objectId('', 'ServiceAccount', install.namespace, name);
  return { name, provides: [], needs: [needs(install, [...under, 'name'], id)] };
}
