import type { Problem, SourceText } from '../problem';
import { judgeBySchema } from '../schema-problems';
import { type MapNode, plainValue, type TreeNode } from '../yaml-tree';
import { kubernetesPartProblems } from './kubernetes-parts';
import { entriesOf, inside, resolvedService } from './resolve';
import { serviceFindings } from './rules/service';
import type { Part, ServicePart } from './running';
import { type ServiceConfig, serviceSchema, type VersionConfig, versionSchema } from './service';

/** A service judged. */
export interface JudgedService {
  readonly part: ServicePart;
  readonly problems: readonly Problem[];
}

/** A service without a mistake, and the parts of its application that it comes from. */
interface Known {
  /** All of them. */
  readonly whole: readonly unknown[];
  /** But for weights and images. */
  readonly from: readonly unknown[];
  readonly judged: JudgedService;
  readonly config: ServiceConfig;
}

/** So many forms of one service are remembered: a fleet has a few stages, and clusters with a form of their own. */
const MOST_FORMS = 8;

/** By application file and name; the last form first. */
const known = new WeakMap<SourceText, Map<string, readonly Known[]>>();

/**
 * Judges a service with its defaults. One that differs from a service without a mistake, which another cluster has, in nothing but weights
 * and images is not judged again as a whole: canaries and releases are what clusters of a fleet differ in.
 *
 * @param root the whole application
 * @param node the service's value
 */
export function judgedService(source: SourceText, root: MapNode, name: string, node: MapNode): JudgedService {
  const services = known.get(source) ?? new Map<string, readonly Known[]>();
  known.set(source, services);
  const forms = services.get(name) ?? [];
  const whole = [node, ...sharedParts(root)];
  const same = forms.find((form) => isEqual(form.whole, whole));
  if (same !== undefined) {
    remember(services, name, same, forms);
    return same.judged;
  }
  const from = partsOf(root, node);
  const before = forms.find((form) => isEqual(form.from, from));
  const resolved = resolvedService(root, node);
  const again = before === undefined ? undefined : withReleases(before, name, resolved);
  const judged = again ?? judge(source, name, resolved);
  const { config } = judged.part;
  if (config !== undefined && judged.problems.length === 0)
    remember(services, name, { whole, from, judged, config }, forms);
  return judged;
}

function remember(
  services: Map<string, readonly Known[]>,
  name: string,
  last: Known,
  forms: readonly Known[],
): void {
  if (forms[0] === last) return;
  services.set(name, [last, ...forms.filter((form) => form !== last)].slice(0, MOST_FORMS));
}

function judge(source: SourceText, name: string, resolved: MapNode): JudgedService {
  const document = { source, root: resolved, value: plainValue(resolved), merged: true };
  const judged = judgeBySchema(serviceSchema, document);
  return {
    part: withFindings(name, { node: resolved, ...('data' in judged ? { config: judged.data } : {}) }),
    problems: [...('problems' in judged ? judged.problems : []), ...kubernetesPartProblems(source, resolved)],
  };
}

function withFindings(name: string, part: Part<ServiceConfig>): ServicePart {
  return { ...part, findings: serviceFindings(name, part) };
}

/** What a version may have of its own without being another one. */
const released = { image: versionSchema.shape.image, weight: versionSchema.shape.weight } as const;

function isReleased(key: string): key is keyof typeof released {
  return Object.hasOwn(released, key);
}

/** The parts of an application that all of its services come from. */
function sharedParts(root: MapNode): readonly (TreeNode | undefined)[] {
  return ['defaults', 'replicas', 'image'].map((key) => inside(root, key));
}

/** The parts of an application that a service comes from, but for the weights and images that are there. */
function partsOf(root: MapNode, node: MapNode): readonly unknown[] {
  const [defaults, replicas, image] = sharedParts(root);
  const parts: unknown[] = [defaults, replicas, unlessReleased('image', image)];
  const add = (map: MapNode) => {
    for (const { key, value } of map.entries.values()) parts.push(key, unlessReleased(key, value));
  };
  for (const { key, value } of node.entries.values()) {
    if (key !== 'versions' || value.kind !== 'map') {
      parts.push(key, unlessReleased(key, value));
      continue;
    }
    for (const version of value.entries.values()) {
      parts.push('versions', version.key);
      if (version.value.kind === 'map') add(version.value);
      else parts.push(version.value);
    }
  }
  return parts;
}

function unlessReleased(key: string, value: TreeNode | undefined): unknown {
  const isText = value?.kind === 'scalar' && value.value !== null;
  return isText && isReleased(key) ? 'another' : value;
}

function isEqual(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((part, at) => part === other[at]);
}

/** A service as it is known, with the weights and images that it has here; undefined where one of these is wrong. */
function withReleases({ judged, config }: Known, name: string, resolved: MapNode): JudgedService | undefined {
  const before = inside(judged.part.node, 'versions');
  const versions: Record<string, VersionConfig> = {};
  let isChanged = false;
  for (const { key, value } of entriesOf(inside(resolved, 'versions'))) {
    const own = config.versions[key];
    if (own === undefined) return undefined;
    const changes: Partial<Record<string, unknown>> = {};
    for (const [field, schema] of Object.entries(released)) {
      const node = inside(value, field);
      if (node === inside(inside(before, key), field)) continue;
      const read = schema.safeParse(node?.kind === 'scalar' ? node.value : undefined);
      if (!read.success || read.data === undefined) return undefined;
      changes[field] = read.data;
      isChanged = true;
    }
    versions[key] = { ...own, ...changes };
  }
  if (!isChanged) return judged;
  return { part: withFindings(name, { node: resolved, config: { ...config, versions } }), problems: [] };
}
