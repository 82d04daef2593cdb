import { dig, fields, items, pointer, portOf, strings, text } from './fields';
import { objectId } from './identity';
import type { Manifest } from './manifest';
import type { PodContainer, PodTemplate } from './provision';
import { type Part, type ReferenceDraft, refer, toObject } from './reference';

/** Reads the template of a workload. `path` leads to the template (to the object itself for a Pod). */
export function readPodTemplate(object: Manifest, path: readonly string[]): Omit<PodTemplate, 'by'> {
  const template = dig(object, ...path);
  const spec = dig(template, 'spec');
  return {
    path: pointer(...path),
    name: object.metadata.name,
    namespace: object.metadata.namespace ?? 'default',
    labels: strings(dig(template, 'metadata', 'labels')),
    annotations: strings(dig(template, 'metadata', 'annotations')),
    serviceAccount: text(dig(spec, 'serviceAccountName')) ?? 'default',
    containers: [...items(dig(spec, 'containers')), ...items(dig(spec, 'initContainers'))].map(readContainer),
  };
}

function readContainer(value: unknown): PodContainer {
  const ports = items(dig(value, 'ports')).flatMap((item) => {
    const containerPort = dig(item, 'containerPort');
    if (typeof containerPort !== 'number') return [];
    const name = text(dig(item, 'name'));
    return [name === undefined ? { containerPort } : { containerPort, name }];
  });
  const image = text(dig(value, 'image'));
  const container = { name: text(dig(value, 'name')) ?? '', ports };
  return image === undefined ? container : { ...container, image };
}

/** Numbers and names of the ports that a template's containers open. */
export function podPorts(pod: Pick<PodTemplate, 'containers'>): ReadonlySet<string> {
  const ports = new Set<string>();
  for (const container of pod.containers) {
    for (const { containerPort, name } of container.ports) {
      ports.add(String(containerPort));
      if (name !== undefined) ports.add(name);
    }
  }
  return ports;
}

/** What a pod's spec names: Secrets, ConfigMaps, claims, the ServiceAccount and the priority class. */
export function podSpecReferences(object: Manifest, path: readonly string[]): readonly ReferenceDraft[] {
  const namespace = object.metadata.namespace ?? 'default';
  const base = [...path, 'spec'];
  const spec = dig(object, ...base);
  const drafts: ReferenceDraft[] = [];
  const local = (
    kind: string,
    value: unknown,
    at: readonly (string | number)[],
    why: string,
    part?: Part,
  ) => {
    if (value === undefined) return;
    const name = text(dig(value, 'name')) ?? text(dig(value, 'secretName')) ?? text(dig(value, 'claimName'));
    if (name === undefined) return;
    const optional = dig(value, 'optional') === true;
    const target = toObject(objectId('', kind, namespace, name), part);
    drafts.push(refer(pointer(...base, ...at), target, 'with', why, { optional }));
  };
  const serviceAccount = text(dig(spec, 'serviceAccountName'));
  if (serviceAccount !== undefined) {
    const why = 'pods are not created without their ServiceAccount';
    local('ServiceAccount', { name: serviceAccount }, ['serviceAccountName'], why);
  }
  const priority = text(dig(spec, 'priorityClassName'));
  if (priority !== undefined && !priority.startsWith('system-')) {
    const target = toObject(objectId('scheduling.k8s.io', 'PriorityClass', undefined, priority));
    const why = 'pods are refused without their priority class';
    drafts.push(refer(pointer(...base, 'priorityClassName'), target, 'with', why));
  }
  items(dig(spec, 'imagePullSecrets')).forEach((item, i) => {
    local('Secret', { ...fields(item), optional: true }, ['imagePullSecrets', i], 'pulls images');
  });
  items(dig(spec, 'volumes')).forEach((volume, i) => {
    volumeReferences(volume, ['volumes', i], local);
  });
  for (const list of ['containers', 'initContainers']) {
    items(dig(spec, list)).forEach((container, i) => {
      environmentReferences(container, [list, i], local);
    });
  }
  return drafts;
}

type Local = (
  kind: string,
  value: unknown,
  at: readonly (string | number)[],
  why: string,
  part?: Part,
) => void;

const mounted = 'the kubelet starts no container before what it mounts exists';

function volumeReferences(volume: unknown, at: readonly (string | number)[], local: Local): void {
  local('Secret', dig(volume, 'secret'), [...at, 'secret'], mounted);
  local('ConfigMap', dig(volume, 'configMap'), [...at, 'configMap'], mounted);
  local(
    'PersistentVolumeClaim',
    dig(volume, 'persistentVolumeClaim'),
    [...at, 'persistentVolumeClaim'],
    mounted,
  );
  items(dig(volume, 'projected', 'sources')).forEach((source, i) => {
    for (const [field, kind] of [
      ['secret', 'Secret'],
      ['configMap', 'ConfigMap'],
    ] as const) {
      local(kind, dig(source, field), [...at, 'projected', 'sources', i, field], mounted);
    }
  });
}

function environmentReferences(container: unknown, at: readonly (string | number)[], local: Local): void {
  const why = 'the kubelet starts no container before what its environment names exists';
  items(dig(container, 'env')).forEach((variable, i) => {
    for (const [field, kind] of [
      ['secretKeyRef', 'Secret'],
      ['configMapKeyRef', 'ConfigMap'],
    ] as const) {
      const value = dig(variable, 'valueFrom', field);
      const key = portOf(dig(value, 'key'));
      const part = key === undefined ? undefined : ({ type: 'key', name: key } as const);
      local(kind, value, [...at, 'env', i, 'valueFrom', field], why, part);
    }
  });
  items(dig(container, 'envFrom')).forEach((source, i) => {
    local('Secret', dig(source, 'secretRef'), [...at, 'envFrom', i, 'secretRef'], why);
    local('ConfigMap', dig(source, 'configMapRef'), [...at, 'envFrom', i, 'configMapRef'], why);
  });
}
