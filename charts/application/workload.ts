import { portsOf } from '../../config/application/graph';
import type { Application } from '../../config/application/schema';
import { awsSecretUses } from '../../config/application/secrets';
import type { ServiceConfig, VersionConfig } from '../../config/application/service';
import type { ClusterConfig } from '../../config/cluster';
import type { MeshBackend } from '../../config/graph/graph-error';
import {
  type RoleStatement,
  versionLabels,
  versionName,
  type Workload,
} from '../../config/graph/service-graph';
import type { Json, JsonMap } from '../../config/kubernetes/field';
import { type Mirrored, mirroredImage } from '../mirror';
import { textsDigest } from './files';
import { hardened } from './hardening';
import { defined, podOf } from './pod';
import { lifecycleOf, replicasOf, spreadOf } from './survival';
import { claimsOf } from './volumes';

/** What a cluster says of all pods. */
export interface PodSettings extends Pick<ClusterConfig, 'production'>, Mirrored {
  /** That of the mesh, where there is one. */
  readonly backend: MeshBackend | undefined;
}

/** All that what runs one version of a service is made of. */
export interface WorkloadProps extends Pick<Application, 'labels' | 'annotations'> {
  readonly settings: PodSettings;
  readonly service: string;
  readonly config: ServiceConfig;
  readonly version: string;
}

/** What runs one version of a service. @throws Error when the service has no such version */
export function workloadOf(props: WorkloadProps): Workload {
  const { settings, service, config, version } = props;
  const own = config.versions[version];
  if (own === undefined) throw new Error(`${service} has no version ${version}`);
  const name = versionName({ name: service }, { name: version });
  const labels = versionLabels({ name: service }, { name: version });
  const isJob = config.kind === 'CronJob';
  const pod = mirroredPod(
    settings,
    hardened(
      podOf({
        service,
        name,
        ports: portsOf(config),
        version: own,
        lifecycle: lifecycleOf(settings, config, own),
        topologySpreadConstraints: spreadOf(settings, config, own, labels),
      }),
    ),
  );
  const annotations = podAnnotations(props, config, own);
  const podLabels = { ...props.labels, ...own.labels };
  return {
    kind: config.kind,
    spec: specOf(name, config, own),
    ...(isJob ? { job: config.job ?? {} } : {}),
    // A Job's pods have to say what is done when they fail; OnFailure starts the container again.
    pod: isJob ? { restartPolicy: 'OnFailure', ...pod } : pod,
    ...(Object.keys(podLabels).length === 0 ? {} : { podLabels }),
    ...(Object.keys(annotations).length === 0 ? {} : { podAnnotations: annotations }),
    ...(own.awsRole === undefined
      ? {}
      : { role: { identity: own.awsRole.identity, statements: statements(own.awsRole.statements) } }),
  };
}

/** A pod whose images come from the cluster's mirror, as far as they are of public registries. */
function mirroredPod(cluster: Mirrored, pod: JsonMap): JsonMap {
  if (cluster.versions.mirror === undefined) return pod;
  const lists = Object.entries(pod).map(([key, value]): [string, Json] => [
    key,
    (key === 'containers' || key === 'initContainers') && Array.isArray(value)
      ? value.map((each) => mirroredContainer(cluster, each))
      : value,
  ]);
  return Object.fromEntries(lists);
}

function mirroredContainer(cluster: Mirrored, container: Json): Json {
  if (typeof container !== 'object' || container === null || Array.isArray(container)) return container;
  const image = 'image' in container ? container.image : undefined;
  return typeof image === 'string' ? { ...container, image: mirroredImage(cluster, image) } : container;
}

function specOf(name: string, config: ServiceConfig, own: VersionConfig): JsonMap {
  const replicas = own.autoscaling === undefined ? replicasOf(config, own) : undefined;
  switch (config.kind) {
    case 'Deployment':
      return defined({ replicas, strategy: own.strategy });
    case 'StatefulSet':
      return defined({
        replicas,
        serviceName: Object.keys(config.ports ?? {}).length === 0 ? undefined : name,
        updateStrategy: own.updateStrategy,
        volumeClaimTemplates:
          own.volumeClaimTemplates === undefined ? undefined : claimsOf(own.volumeClaimTemplates),
      });
    case 'CronJob':
      return defined({
        schedule: config.schedule,
        timeZone: config.timeZone,
        concurrencyPolicy: config.concurrencyPolicy,
        suspend: config.suspend,
        startingDeadlineSeconds: config.startingDeadlineSeconds,
        successfulJobsHistoryLimit: config.successfulJobsHistoryLimit,
        failedJobsHistoryLimit: config.failedJobsHistoryLimit,
      });
  }
}

function podAnnotations(
  application: Pick<Application, 'annotations'>,
  { kind }: ServiceConfig,
  own: VersionConfig,
): Readonly<Record<string, string>> {
  const digest = textsDigest(own.files ?? {});
  return {
    ...application.annotations,
    ...own.annotations,
    // The pods do not see that a ConfigMap has changed; that their template has, they do.
    ...(digest === undefined ? {} : { 'checksum/files': digest }),
    // Each run of a CronJob reads its secrets anew, and Reloader would start one out of turn.
    ...(own.secretRotation === 'restart' && kind !== 'CronJob' && awsSecretUses(own).length > 0
      ? { 'reloader.stakater.com/auto': 'true' }
      : {}),
  };
}

type StatementConfig = NonNullable<VersionConfig['awsRole']>['statements'][number];

function statements(all: readonly StatementConfig[]): readonly RoleStatement[] {
  return all.map(({ sid, actions, resources, conditions }, index) => ({
    Sid: sid ?? `Application${index + 1}`,
    Effect: 'Allow',
    Action: actions,
    Resource: resources,
    ...(conditions === undefined ? {} : { Condition: conditions }),
  }));
}
