import type { MapNode } from '../../yaml-tree';
import { cronJobUnfit, entriesOf, inside } from '../resolve';
import type { ApplicationFinding, ServiceRule } from '../running';
import { cronJobKeys, portKeys } from '../service';
import { workloadKeys } from '../workload';

/** What a service says fits its kind: a worker has no routes, a CronJob no replicas, pods that are there no image. */
export const kinds: ServiceRule = (name, { node, config }) => {
  const kind = config?.kind ?? kindOf(inside(node, 'kind'));
  if (kind === undefined) return [];
  const existing = inside(node, 'existing') !== undefined;
  return [
    ...foreign(node, name, 'service', unfit(kind), `a ${kind}`),
    ...(hasPorts(node)
      ? []
      : foreign(node, name, 'service', portKeys, 'a service without ports, which nobody calls')),
    ...(existing
      ? foreign(node, name, 'both', ours, 'a workload that is there already')
      : missingImages(node, name)),
    ...(kind === 'CronJob' ? cronJob(node, name) : []),
    ...scaled(node, name),
    ...versionLabels(node, name, existing),
  ];
};

/** Whether a service has a port by which it is called, or was meant to have one, as of a list in place of the map. */
export function hasPorts(service: MapNode | undefined): boolean {
  const ports = inside(service, 'ports');
  return ports?.kind === 'list' || entriesOf(ports).length > 0;
}

function kindOf(node: ReturnType<typeof inside>): string | undefined {
  if (node === undefined) return 'Deployment';
  return node.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

function unfit(kind: string): readonly string[] {
  if (kind === 'CronJob') return cronJobUnfit;
  if (kind === 'StatefulSet') return [...cronJobKeys, 'strategy'];
  return [...cronJobKeys, 'volumeClaimTemplates', 'updateStrategy'];
}

/** What we would make, and somebody else does. Labels say which pods are meant. */
const ours = workloadKeys.filter((key) => key !== 'labels' && key !== 'awsRole');

function foreign(
  node: MapNode,
  name: string,
  level: 'service' | 'both',
  keys: readonly string[],
  what: string,
): readonly ApplicationFinding[] {
  const versions = entriesOf(inside(node, 'versions'));
  const places = [
    { path: ['services', name], at: node },
    ...versions.map(({ key, value }) => ({ path: ['services', name, 'versions', key], at: value })),
  ];
  const seen = new Set<unknown>();
  return places.flatMap(({ path, at }) =>
    entriesOf(at)
      .filter(({ key, value }) => {
        if (!keys.includes(key) || seen.has(value)) return false;
        seen.add(value);
        return true;
      })
      .map(({ key }) => ({
        path: [...path, key],
        atKey: true,
        message: `what ${what} cannot have`,
        found: key,
        expected: level === 'both' ? 'fields of the calls alone' : `no ${key} at ${what}`,
        mend: `remove ${key}`,
      })),
  );
}

function missingImages(node: MapNode, name: string): readonly ApplicationFinding[] {
  const versions = entriesOf(inside(node, 'versions'));
  const without = versions.filter(
    ({ value }) => value.kind === 'map' && inside(value, 'image') === undefined,
  );
  const all = without.length === versions.length;
  return without.slice(0, all ? 1 : undefined).map(({ key }) => ({
    path: all ? ['services', name, 'image'] : ['services', name, 'versions', key, 'image'],
    message: 'missing key',
    found: 'nothing',
    expected: 'a container image with a tag or digest, such as registry.example.com/app:v1.0',
    mend: `add image under services.${name}, or at the top for every service; a cluster file may say it too`,
  }));
}

function cronJob(node: MapNode, name: string): readonly ApplicationFinding[] {
  const versions = entriesOf(inside(node, 'versions'));
  return [
    ...(inside(node, 'schedule') !== undefined
      ? []
      : [
          {
            path: ['services', name, 'schedule'],
            message: 'missing key',
            expected: 'schedule, which a CronJob needs, such as "0 3 * * *"',
            mend: `add schedule under services.${name}`,
          },
        ]),
    ...(versions.length <= 1
      ? []
      : [
          {
            path: ['services', name, 'versions'],
            message: 'a CronJob of several versions',
            found: `${versions.length} versions`,
            expected: 'one version: nobody calls a CronJob, so there is nothing to share',
            mend: 'make it two services, or leave one version',
          },
        ]),
    ...(name.length + '-v1'.length <= 52
      ? []
      : [
          {
            path: ['services', name],
            atKey: true,
            message: 'too long',
            found: `${name}, ${name.length} characters`,
            expected: 'at most 49 characters: the name of a CronJob has 52, and -v1 is its end',
            mend: 'shorten the name',
          },
        ]),
  ];
}

function scaled(node: MapNode, name: string): readonly ApplicationFinding[] {
  const versions = entriesOf(inside(node, 'versions'));
  const seen = new Set<unknown>();
  return versions.flatMap(({ key, value }) => {
    const replicas = inside(value, 'replicas');
    if (replicas === undefined || inside(value, 'autoscaling') === undefined || seen.has(replicas)) return [];
    seen.add(replicas);
    return [
      {
        path: ['services', name, 'versions', key, 'replicas'],
        atKey: true,
        message: 'replicas beside autoscaling',
        found: 'replicas',
        expected: 'one of the two: each sync would undo what the autoscaler did',
        mend: 'remove replicas; minReplicas of autoscaling says the least',
      },
    ];
  });
}

function versionLabels(node: MapNode, name: string, existing: boolean): readonly ApplicationFinding[] {
  if (!existing) return [];
  const versions = entriesOf(inside(node, 'versions'));
  return versions
    .filter(({ value }) => inside(value, 'labels') === undefined)
    .map(({ key }) => ({
      path: ['services', name, 'versions', key, 'labels'],
      message: 'missing key',
      expected: 'labels by which the pods of the version are known, such as {app: cart}',
      mend: `add labels under services.${name}.versions.${key}`,
    }));
}
