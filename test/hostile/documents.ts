import { parseAllDocuments, stringify } from 'yaml';
import { rules } from '../../checks/rules';
import type { Random } from '../cluster/generated/random';
import { hostileKeys, hostileValue, set } from './hostile-values';

/** Texts with objects of every kind that a rule looks at: the rules' own examples. */
const examples: readonly string[] = rules.flatMap(({ example }) => [example.fails, example.passes]);

/** A text with several objects, as nobody should write them: examples of some rules, with a few places spoilt. */
export function hostileText(random: Random): string {
  const values = Array.from({ length: random.whole(1, 3) }, () => random.pick(examples) ?? '').flatMap(
    (text) => parseAllDocuments(text).map((document): unknown => document.toJS()),
  );
  for (let left = random.whole(1, 4); left > 0; left--) spoil(random, values);
  const text = values.map((value) => stringify(value, { aliasDuplicateObjects: false })).join('---\n');
  return random.chance(0.05) ? text.slice(0, random.whole(0, text.length)) : text;
}

interface Spot {
  readonly holder: object;
  readonly key: string;
}

function spoil(random: Random, values: unknown[]): void {
  const spot = random.pick([...spotsIn(values)]);
  if (spot === undefined) return;
  const { holder, key } = spot;
  switch (random.whole(0, 5)) {
    case 0:
      Reflect.deleteProperty(holder, key);
      break;
    case 1:
      if (!Array.isArray(holder)) set(holder, random.pick(hostileKeys) ?? '', hostileValue(random));
      break;
    case 2: {
      // What belongs elsewhere, as a person pastes it.
      const other = random.pick([...spotsIn(values)]);
      if (other !== undefined) set(holder, key, structuredClone(Reflect.get(other.holder, other.key)));
      break;
    }
    default:
      set(holder, key, hostileValue(random));
  }
}

function* spotsIn(value: unknown): Generator<Spot> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    yield { holder: value, key };
    yield* spotsIn(each);
  }
}
