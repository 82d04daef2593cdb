import { parse, stringify } from 'yaml';
import { clusterObjects } from '../../charts/cluster';
import type { ClusterConfig } from '../../config/cluster';
import { helmCharts } from '../../config/cluster';
import type { InputFile } from '../../config/library';
import { parseClusters } from '../../config/parse';
import type { Random } from '../cluster/generated/random';
import { editText, editValue, isMap, pathsIn } from './file-edits';
import { hostileKeys, hostileValue, set } from './hostile-values';

/** A cluster file to mutate, and what it comes to: patches are aimed at its objects, Helm values at its charts'. */
export interface Base {
  readonly text: string;
  /** JSON pointers into each object of the output. */
  readonly objects: readonly {
    readonly target: Readonly<Record<string, string>>;
    readonly pointers: readonly string[];
  }[];
  /** Paths of values that the output gives to Helm charts. */
  readonly values: readonly (readonly string[])[];
}

/** @param applications the application files that the text may name */
export function baseOf(text: string, applications: readonly InputFile[]): Base {
  const parsed = parseClusters([{ name: 'clusters/mutant.yaml', text }], applications);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems, undefined, 1));
  const [config] = parsed.clusters;
  if (config === undefined) throw new Error('no cluster');
  return { text, ...targetsOf(config) };
}

function targetsOf(config: ClusterConfig): Omit<Base, 'text'> {
  const objects = clusterObjects(config).objects.map(({ manifest }) => {
    const { kind, metadata } = manifest;
    const { name, namespace } = metadata;
    return {
      target: { kind, name, ...(namespace === undefined ? {} : { namespace }) },
      pointers: [...pathsIn(manifest)].map((path) =>
        path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
      ),
    };
  });
  const values = clusterObjects(config).objects.flatMap(({ manifest }) => {
    const { spec } = manifest;
    return typeof spec === 'object' && spec !== null && 'values' in spec ? [...pathsIn(spec.values)] : [];
  });
  return { objects, values };
}

/** A cluster file as nobody should write it: one to three edits of a valid one. */
export function mutant(random: Random, base: Base): string {
  const file: unknown = parse(base.text);
  if (!isMap(file)) throw new Error('not a map');
  let edit = random.whole(0, 9);
  for (let left = random.whole(1, 3); left > 0; left--) {
    if (edit < 3) editValue(random, file);
    else if (edit < 6) addPatch(random, base, file);
    else if (edit < 8) addValues(random, base, file);
    edit = random.whole(0, 9);
  }
  const text = stringify(file, { aliasDuplicateObjects: false });
  return edit >= 8 ? editText(random, text) : text;
}

function addPatch(random: Random, { objects }: Base, file: object): void {
  const object = random.pick(objects);
  if (object === undefined) return;
  const { target, pointers } = object;
  const important = [
    '/metadata',
    '/kind',
    '/apiVersion',
    '/metadata/name',
    '/metadata/namespace',
    '/metadata/labels',
    '/spec',
    '',
  ];
  const pointer = () => {
    const found = random.chance(0.4) ? random.pick(important) : random.pick(pointers);
    return `${found ?? ''}${random.chance(0.15) ? random.pick(['/-', '/0', '/99', '/constructor', '/__proto__/a', '/toString', '/', '/~', '/~2']) : ''}`;
  };
  const operations = Array.from({ length: random.whole(1, 3) }, () => {
    const op =
      random.pick(['remove', 'replace', 'replace', 'add', 'add', 'move', 'copy', 'test']) ?? 'remove';
    const path = pointer();
    if (op === 'remove') return { op, path };
    if (op === 'move' || op === 'copy') return { op, from: pointer(), path };
    return { op, path, value: hostileValue(random) };
  });
  const wrong = random.chance(0.1) ? { ...target, name: random.pick(hostileKeys) } : target;
  const before: unknown = 'patches' in file ? file.patches : undefined;
  set(file, 'patches', [...(Array.isArray(before) ? before : []), { target: wrong, operations }]);
}

function addValues(random: Random, { values }: Base, file: object): void {
  const path = random.chance(0.7)
    ? random.pick(values)
    : Array.from({ length: random.whole(1, 3) }, () => random.pick(hostileKeys) ?? '');
  let value = random.chance(0.4) ? null : hostileValue(random);
  for (const key of (path ?? []).toReversed()) {
    const map = {};
    set(map, key, value);
    value = map;
  }
  const before: unknown = 'helm' in file ? file.helm : undefined;
  const helm = isMap(before) ? before : {};
  set(helm, random.pick(helmCharts) ?? '', { values: value });
  set(file, 'helm', helm);
}
