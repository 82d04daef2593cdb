import { allKeysName, podSecretName, propertyKey, wholeKey } from '../../config/application/secret-names';
import type { VersionConfig } from '../../config/application/service';
import type { ServicePort } from '../../config/graph/service-graph';
import type { JsonMap } from '../../config/kubernetes/field';
import { filesOf } from './files';
import { volumesOf } from './volumes';

/** What a pod needs to know beside its version. */
export interface PodProps {
  /** Name of the service: the container's. */
  readonly service: string;
  /** Name of the version's objects. */
  readonly name: string;
  readonly ports: readonly ServicePort[];
  readonly version: VersionConfig;
  /** What the container does before it ends. */
  readonly lifecycle: JsonMap | undefined;
  readonly topologySpreadConstraints: readonly unknown[] | undefined;
}

/** The PodSpec of one version, but for its ServiceAccount. */
export function podOf(props: PodProps): JsonMap {
  const { version, topologySpreadConstraints } = props;
  const files = filesOf(props.name, version.files ?? {});
  const { volumes, mounts } = volumesOf(version.volumes ?? {}, version.volumeClaimTemplates ?? {});
  const all = [...volumes, ...files.volumes];
  return defined({
    ...version.pod,
    nodeSelector: version.nodeSelector,
    tolerations: version.tolerations,
    affinity: version.affinity,
    topologySpreadConstraints,
    priorityClassName: version.priorityClassName,
    terminationGracePeriodSeconds: version.terminationGracePeriodSeconds,
    initContainers: named(version.initContainers),
    containers: [container(props, [...mounts, ...files.mounts]), ...(named(version.containers) ?? [])],
    volumes: all.length === 0 ? undefined : all,
  });
}

function container({ service, ports, version, lifecycle }: PodProps, mounts: readonly JsonMap[]): JsonMap {
  const env = Object.entries(version.env ?? {}).map(([name, value]) => ({ name, ...variable(value) }));
  const envFrom = (version.envFrom ?? []).map(variables);
  return defined({
    ...version.container,
    name: service,
    image: version.image,
    command: version.command,
    args: version.args,
    workingDir: version.workingDir,
    ports:
      ports.length === 0
        ? undefined
        : ports.map(({ name, port, targetPort = port }) => ({ name, containerPort: targetPort })),
    env: env.length === 0 ? undefined : env,
    envFrom: envFrom.length === 0 ? undefined : envFrom,
    resources: version.resources,
    livenessProbe: version.livenessProbe,
    readinessProbe: version.readinessProbe,
    startupProbe: version.startupProbe,
    lifecycle,
    securityContext: version.securityContext,
    volumeMounts: mounts.length === 0 ? undefined : mounts,
  });
}

type Variable = NonNullable<VersionConfig['env']>[string];

function variable(value: Variable): JsonMap {
  if (typeof value === 'string') return { value };
  if ('secret' in value) {
    const { secret, property } = value;
    const key = property === undefined ? wholeKey : propertyKey(property);
    return { valueFrom: { secretKeyRef: { name: podSecretName(secret), key } } };
  }
  return { valueFrom: plain(value) };
}

type Variables = NonNullable<VersionConfig['envFrom']>[number];

function variables(from: Variables): JsonMap {
  const prefix = from.prefix === undefined ? {} : { prefix: from.prefix };
  if ('secret' in from) return { ...prefix, secretRef: { name: allKeysName(from.secret) } };
  return { ...prefix, ...plain(defined({ ...from, prefix: undefined })) };
}

/** Further containers, as the list that Kubernetes has. */
function named(containers: Readonly<Record<string, JsonMap>> | undefined): readonly JsonMap[] | undefined {
  return containers === undefined
    ? undefined
    : Object.entries(containers).map(([name, rest]) => ({ name, ...rest }));
}

/** A value of the configuration as plain JSON. */
function plain(value: object): JsonMap {
  return JSON.parse(JSON.stringify(value));
}

/** The same without the keys that have no value. */
export function defined(value: object): JsonMap {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined));
}
