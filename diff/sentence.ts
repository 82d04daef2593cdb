import { oneLine } from '../references/printable';

/** A sentence whose words are ours and whose values are anybody's: a page may print the two differently. */
export type Sentence = readonly (string | Value)[];

/** A name or a value out of an object. */
export interface Value {
  readonly value: string;
}

/** Builds a sentence: a text in `${}` is a value; a number, and another sentence, is as much ours as the words are. */
export function say(
  words: TemplateStringsArray,
  ...values: readonly (string | number | Sentence)[]
): Sentence {
  return words.flatMap((word, index): Sentence => {
    const value = values[index];
    const rest = value === undefined ? [] : part(value);
    return word === '' ? rest : [word, ...rest];
  });
}

function part(value: string | number | Sentence): Sentence {
  if (typeof value === 'object') return value;
  return typeof value === 'number' ? [String(value)] : [{ value: shown(value) }];
}

/** Values with commas between them. */
export function listed(values: readonly (string | number)[], most = 6): Sentence {
  const named = values
    .slice(0, most)
    .flatMap((value, index): Sentence => [...(index === 0 ? [] : [', ']), { value: shown(value) }]);
  return values.length > most ? [...named, ` and ${values.length - most} more`] : named;
}

/** The sentence as plain text. */
export function plain(sentence: Sentence): string {
  return sentence.map((part) => (typeof part === 'string' ? part : part.value)).join('');
}

const longest = 120;

/** A value as one short line that cannot steer a terminal or a page. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  const line = oneLine(text.slice(0, longest + 1));
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
