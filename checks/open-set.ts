import { describeId, type ObjectId, objectId } from '../references/identity';
import type { Manifest } from '../references/manifest';
import { givenModule, schemaEntry } from '../references/schemas';
import { push } from '../references/selector-postings';
import { existingNames } from './existing-names';
import type { Absent, Finding } from './finding';
import { lookalike } from './lookalike';
import type { CheckContext } from './rule';
import { mayBeFilledIn, restsOnPlaceholder } from './unknown-values';

/** Kinds that are written in other repositories, by other teams or by the cluster as often as not. */
const ofOthers: ReadonlySet<string> = new Set([
  '/ConfigMap',
  '/Namespace',
  '/PersistentVolumeClaim',
  '/Secret',
  '/ServiceAccount',
  'gateway.networking.k8s.io/GatewayClass',
  'networking.k8s.io/IngressClass',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/Role',
  'scheduling.k8s.io/PriorityClass',
]);

/** Namespaces in which a cluster runs programs of its own: static pods, DNS, the network. */
const ofTheCluster: ReadonlySet<string> = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

/**
 * What the findings come to where the set may be a part of what the cluster gets. What is missing is an error only where the
 * set has that very object in another place or spelling; a warning where the set brings others like it; and a notice
 * otherwise, one for each missing thing.
 */
export function inOpenSet(findings: readonly Finding[], context: CheckContext): readonly Finding[] {
  const missing = new Map<string, Finding[]>();
  const kept: Finding[] = [];
  for (const finding of findings) {
    if (restsOnPlaceholder(finding)) continue;
    const { absent } = finding;
    if (absent === undefined) {
      kept.push(isLess(finding) ? lesser(finding, 'warning') : finding);
      continue;
    }
    const judged = judge(finding, absent, context);
    if (judged === undefined) continue;
    if (absent.id.name === undefined) kept.push(judged);
    else push(missing, keyOf(absent.id, judged.severity), judged);
  }
  for (const same of missing.values()) kept.push(grouped(same));
  return kept;
}

const ofFields: ReadonlySet<string> = new Set(['schema/unknown-field', 'schema/enum']);

/** What is an error in output that is complete and committed, and likely a mistake elsewhere. */
function isLess(finding: Finding): boolean {
  // What is piped in, or lies in an example, may never have been committed.
  return finding.rule === 'general/secret-object' || ofOtherVersion(finding) || mayBeFilledIn(finding);
}

/**
 * Whether another release of a CRD may have the field or value: nobody says here which one the cluster has, and nothing that
 * is known is spelled like it.
 */
function ofOtherVersion({ rule, nearest, found, object: { apiVersion, kind } }: Finding): boolean {
  // A number a digit away is another number, and no slip of the pen.
  if (!ofFields.has(rule) || (nearest !== undefined && !/^\d+$/.test(found))) return false;
  const module = schemaEntry(apiVersion, kind)?.module;
  return module !== undefined && module !== 'k8s.io/kubernetes' && module !== givenModule;
}

function keyOf({ group, kind, namespace, name }: Absent['id'], severity: string): string {
  return `${severity} ${group}/${kind}/${namespace ?? ''}/${name ?? ''}`;
}

function judge(
  finding: Finding,
  { id, kin }: Absent,
  { index, elsewhere }: CheckContext,
): Finding | undefined {
  const { namespace, name } = id;
  const kind = `${id.group}/${id.kind}`;
  if (namespace !== undefined && ofTheCluster.has(namespace)) {
    return id.kind === 'Pod' || id.kind === 'Service' ? undefined : lesser(finding, 'notice');
  }
  // What delivery itself reads is not brought by what it delivers.
  const open = !/(?:^|\.)toolkit\.fluxcd\.io$|^argoproj\.io$/.test(id.group) && index.opens(namespace);
  const whole = name === undefined ? undefined : objectId(id.group, id.kind, namespace, name);
  // Another set of the same repository brings it.
  if (whole !== undefined && elsewhere?.(whole) === true) return undefined;
  if (open) return lesser(finding, 'notice');
  const twin = whole === undefined ? undefined : lookalike(whole, index);
  if (twin !== undefined) {
    return {
      ...finding,
      nearest: twin.name,
      expected: `${describeId(twin)}, which the set has`,
      mend: mendTwin(whole, twin),
    };
  }
  if (ofOthers.has(kind)) return lesser(finding, 'notice');
  // Few programs look for their own pods by name.
  if (finding.path === '/spec/serviceName') return lesser(finding, 'notice');
  const like = kin ?? existingNames(index, id.group, id.kind, namespace).length > 0;
  return lesser(finding, like ? 'warning' : 'notice');
}

function mendTwin(id: ObjectId | undefined, twin: ObjectId): string {
  if (id === undefined || twin.kind !== id.kind) return `name ${describeId(twin)}, or add what is named`;
  if (twin.namespace !== id.namespace)
    return `add it to namespace ${id.namespace ?? ''}, or name what is there`;
  return `write ${twin.name}`;
}

const ranks = { error: 0, warning: 1, notice: 2 } as const;

function lesser(finding: Finding, severity: Finding['severity']): Finding {
  return ranks[finding.severity] >= ranks[severity] ? finding : { ...finding, severity };
}

/** One finding for a missing thing, at the first place that names it. */
function grouped(findings: readonly Finding[]): Finding {
  const [first, ...others] = findings;
  if (first === undefined) throw new Error('a group of findings has one or more');
  const { absent } = first;
  if (absent?.id.name === undefined || first.severity !== 'notice') {
    return others.length === 0
      ? first
      : { ...first, also: others.map(({ object, path }) => ({ object, path })) };
  }
  const { group, kind, namespace, name } = absent.id;
  const given = `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
  return {
    ...first,
    message: `${needers(findings)} ${describeId(objectId(group, kind, namespace, name))}, which this set does not bring`,
    found: first.found,
    expected: 'an object of the set, or one that the cluster has already',
    mend: `${first.nearest === undefined ? '' : `write ${first.nearest} if that is meant, or `}say that it is there: given: ["${given}"]`,
    ...(others.length === 0 ? {} : { also: others.map(({ object, path }) => ({ object, path })) }),
  };
}

/** `12 Deployments need`, or `3 objects need` where they are of several kinds. */
function needers(findings: readonly Finding[]): string {
  const objects = new Set<Manifest>(findings.map(({ object }) => object));
  const kinds = new Set([...objects].map(({ kind }) => kind));
  const [kind = 'object'] = kinds;
  const noun = kinds.size === 1 ? kind : 'object';
  if (objects.size === 1) return `${noun} ${[...objects][0]?.metadata.name ?? ''} needs`;
  return `${objects.size} ${plural(noun)} need`;
}

function plural(noun: string): string {
  return /(?:s|x|ch)$/.test(noun) ? `${noun}es` : noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}
