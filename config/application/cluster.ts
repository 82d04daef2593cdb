import { nearest } from '../../references/nearest';
import type { MeshBackend } from '../graph/graph-error';
import type { Library } from '../library';
import { isWrittenNull } from '../merge';
import type { Egress } from '../mesh';
import { locate, type Problem, pathText, type SourceText } from '../problem';
import { type MapEntry, spanOf, type TreeNode } from '../yaml-tree';
import { judgeApplication } from './judge';
import { withRedis } from './publish/counting';
import type { PublishingGateway } from './publish/gateway';
import { applicationProblems } from './rules/all';
import { namespaceOf } from './rules/collisions';
import type { Running } from './running';
import type { Application } from './schema';

/** What a cluster says of its applications. */
export interface ClusterApplications {
  readonly cluster: SourceText;
  /** The value of `applications` in each file, from the first base to the cluster's own. */
  readonly layers: readonly (TreeNode | undefined)[];
  /** What `${name}` stands for. */
  readonly values: ReadonlyMap<string, string>;
  readonly mesh: MeshBackend | undefined;
  /** The egress of the zone, of a Kong Mesh. */
  readonly egress: Egress;
  readonly absent: readonly string[];
  /** What the cluster has already; undefined where it is not known. */
  readonly given: readonly string[] | undefined;
  /** The gateway that publishes them; undefined where it is not known. */
  readonly gateway: PublishingGateway | undefined;
}

/** The applications of a cluster, and all that is wrong with them. */
export interface JudgedApplications {
  /** By name; undefined where it is not valid. */
  readonly applications: Readonly<Record<string, Application | undefined>>;
  readonly problems: readonly Problem[];
}

/** Reads, merges and judges all applications of a cluster. Pure; never throws. */
export function judgeApplications(asked: ClusterApplications, library: Library): JudgedApplications {
  const problems: Problem[] = [];
  const running = new Map<string, Running>();
  for (const [name, entries] of overrides(asked.layers)) {
    const file = library.application(name);
    if (file === undefined) {
      problems.push(...entries.slice(0, 1).map((entry) => unknownApplication(entry, asked.cluster, library)));
    } else if ('problems' in file) {
      problems.push(...file.problems);
    } else {
      const { cluster, values } = asked;
      const layers = entries.map(({ value }) => value).filter((value) => value.kind === 'map');
      const judged = judgeApplication({ name, ...file, layers, cluster, values });
      problems.push(...judged.problems);
      const counted = judged.running === undefined ? undefined : withCounting(judged.running, asked.gateway);
      const isWrong = judged.problems.some(({ severity }) => severity === 'error');
      if (counted !== undefined) {
        running.set(name, isWrong ? counted : { ...counted, ...whole(counted) });
      }
    }
  }
  const { absent, given, mesh, egress, gateway } = asked;
  const around = { running, known: library.applications, absent, given };
  problems.push(...applicationProblems(around, mesh, egress, gateway));
  const applications = [...running.values()].map(({ name, application }) => [name, application] as const);
  return { applications: Object.fromEntries(applications), problems };
}

/** What each application is changed by, in order; one that a later file removes is not there. */
export function overrides(layers: ClusterApplications['layers']): ReadonlyMap<string, readonly MapEntry[]> {
  const found = new Map<string, MapEntry[]>();
  for (const layer of layers) {
    for (const entry of layer?.kind === 'map' ? layer.entries.values() : []) {
      if (isWrittenNull(entry.value)) found.delete(entry.key);
      else found.set(entry.key, [...(found.get(entry.key) ?? []), entry]);
    }
  }
  return found;
}

/** What the gateway has for the plugins of an application is a part of their configuration from here on. */
function withCounting(running: Running, gateway: PublishingGateway | undefined): Running {
  const { head } = running;
  return head === undefined
    ? running
    : { ...running, head: { ...head, publish: withRedis(running.name, head.publish, gateway?.redis) } };
}

/** The application as a whole, where each of its parts is valid. */
function whole(running: Running): { readonly application?: Application } {
  const { name, head } = running;
  const namespace = namespaceOf(running);
  if (head === undefined || namespace === undefined) return {};
  const services = [...running.services].flatMap(([key, { config }]) =>
    config === undefined ? [] : [[key, config]],
  );
  const external = [...running.external].flatMap(([key, { config }]) =>
    config === undefined ? [] : [[key, config]],
  );
  const { labels, annotations, publish, secretStore } = head;
  const existing = typeof head.namespace === 'object' && head.namespace.existing;
  return {
    application: {
      name,
      namespace: { name: namespace, existing },
      labels,
      annotations,
      publish,
      ...(secretStore === undefined ? {} : { secretStore }),
      services: Object.fromEntries(services),
      external: Object.fromEntries(external),
    },
  };
}

function unknownApplication(
  { key, keySpan }: MapEntry,
  cluster: SourceText,
  { applications }: Library,
): Problem {
  const near = nearest(key, applications);
  return locate(cluster, spanOf(keySpan), {
    path: pathText(keySpan.origin?.path ?? ['applications', key]),
    message: 'an application without a file',
    found: key,
    expected:
      applications.length === 0
        ? 'an application of the folder applications/, which has none'
        : `one of ${applications.join(', ')}`,
    mend: near === undefined ? `write applications/${key}.yaml, or remove it` : `write ${near}`,
    nearest: near,
  });
}
