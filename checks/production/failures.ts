import { dig, fields, items, pointer, strings, text } from '../../references/fields';
import { objectId } from '../../references/identity';
import { type Labels, matches, readSelector } from '../../references/labels';
import type { Manifest } from '../../references/manifest';
import type { ReferenceIndex } from '../../references/reference-index';

/** What fails as a whole. */
export type Unit = 'node' | 'zone';

/** Why all pods of a workload are gone when one node or one zone is. */
export interface Failure {
  readonly unit: Unit;
  /** JSON pointer in the workload. */
  readonly path: string;
  readonly found: string;
}

const unitOf: Readonly<Record<string, Unit>> = {
  'kubernetes.io/hostname': 'node',
  'topology.kubernetes.io/zone': 'zone',
  'failure-domain.beta.kubernetes.io/zone': 'zone',
};

/**
 * What keeps all pods of a Deployment or StatefulSet on one node or in one zone, however many there are. What merely may
 * bring them together is left out: only what does.
 */
export function failuresOf(workload: Manifest, index: ReferenceIndex): readonly Failure[] {
  const at = ['spec', 'template', 'spec'];
  const spec = dig(workload, ...at);
  const found: Failure[] = [];
  const add = (unit: Unit, path: readonly (string | number)[], what: string) =>
    found.push({ unit, path: pointer(...at, ...path), found: what });
  const nodeName = text(dig(spec, 'nodeName'));
  if (nodeName !== undefined) add('node', ['nodeName'], `nodeName ${nodeName}`);
  for (const [key, value] of Object.entries(strings(dig(spec, 'nodeSelector')))) {
    const unit = unitOf[key];
    if (unit !== undefined) add(unit, ['nodeSelector', key], `nodeSelector ${key}: ${value}`);
  }
  const required = ['affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'];
  for (const [key, unit] of Object.entries(unitOf)) {
    const value = onlyValue(items(dig(spec, ...required, 'nodeSelectorTerms')), key);
    if (value !== undefined) add(unit, required, `nodes whose ${key} is ${value} alone`);
  }
  const together = ['affinity', 'podAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'];
  items(dig(spec, ...together)).forEach((term, i) => {
    const unit = unitOf[text(dig(term, 'topologyKey')) ?? ''];
    if (unit !== undefined && choosesItself(term, labelsOf(workload)))
      add(unit, [...together, i], `pods that are all wanted on one ${unit}`);
  });
  items(dig(spec, 'volumes')).forEach((volume, i) => {
    const name = text(dig(volume, 'persistentVolumeClaim', 'claimName'));
    const claim =
      name === undefined
        ? undefined
        : index.get(objectId('', 'PersistentVolumeClaim', workload.metadata.namespace, name));
    const modes = items(dig(claim, 'spec', 'accessModes'));
    if (modes.length > 0 && modes.every((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod'))
      add('node', ['volumes', i], `the claim ${name}, which one node has at a time (${modes.join(', ')})`);
  });
  return found;
}

/** The one value that every term asks of a label of the node; each term is enough by itself. */
function onlyValue(terms: readonly unknown[], key: string): string | undefined {
  const values = terms.map((term) => {
    const asked = items(dig(term, 'matchExpressions')).filter(
      (expression) => dig(expression, 'key') === key && dig(expression, 'operator') === 'In',
    );
    const only = asked
      .map((expression) => items(dig(expression, 'values')))
      .find(({ length }) => length === 1);
    return text(only?.[0]);
  });
  const [first] = values;
  return values.every((value) => value === first) ? first : undefined;
}

function labelsOf(workload: Manifest): Labels {
  return strings(dig(workload, 'spec', 'template', 'metadata', 'labels'));
}

function choosesItself(term: unknown, labels: Labels): boolean {
  const elsewhere = dig(term, 'namespaces') !== undefined || dig(term, 'namespaceSelector') !== undefined;
  const selector = readSelector(dig(term, 'labelSelector'));
  if (elsewhere || selector === undefined || Object.keys(fields(dig(term, 'labelSelector'))).length === 0)
    return false;
  return matches(selector, labels);
}
