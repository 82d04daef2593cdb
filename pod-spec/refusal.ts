/** Why the API server refuses a part of a pod whose structure is as its schema wants it. */
export interface Refusal {
  /** Keys and indices that lead from the part to the value. */
  readonly at: readonly (string | number)[];
  readonly message: string;
  readonly found: string;
  readonly expected: string;
  readonly mend: string;
}

/** A map of a part; what is none has no entries. */
export type Part = Readonly<Record<string, unknown>>;

/** The parts of a list, or the value of a map, as maps. */
export function partsOf(value: unknown): readonly Part[] {
  return Array.isArray(value) ? value.map(partOf) : [];
}

const empty: Part = {};

export function partOf(value: unknown): Part {
  return isPart(value) ? value : empty;
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a field is given: the API server takes `null` for nothing. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** A refusal in a deeper part, told from a part above it. */
export function below(at: readonly (string | number)[], refusals: Iterable<Refusal>): readonly Refusal[] {
  return [...refusals].map((each) => ({ ...each, at: [...at, ...each.at] }));
}

/** What stands there, for whoever reads it. */
export function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

/**
 * How many of some fields a part has, where it may have only one.
 *
 * @param what the part, such as `a probe`
 */
export function* oneOf(
  part: Part,
  fields: readonly string[],
  what: string,
  { none = true } = {},
): Generator<Refusal> {
  const given = fields.filter((field) => isGiven(part[field]));
  const [, second] = given;
  if (given.length === 0 && none)
    yield {
      at: [],
      message: `${what} without any of ${fields.join(', ')}`,
      found: 'none of them',
      expected: `one of ${fields.join(', ')}`,
      mend: 'add one of them',
    };
  if (second !== undefined)
    yield {
      at: [second],
      message: `${what} with ${given.join(' and ')}`,
      found: given.join(', '),
      expected: 'only one of them',
      mend: 'remove all but one',
    };
}

/** A value that is not as a condition wants it; nothing where it is not given, or a variable that somebody fills in later. */
export function* unless(
  part: Part,
  field: string,
  holds: (value: unknown) => boolean,
  expected: string,
): Generator<Refusal> {
  const value = part[field];
  if (!isGiven(value) || isVariable(value) || holds(value)) return;
  yield {
    at: [field],
    message: `${field} is not what the API server takes`,
    found: shown(value),
    expected,
    mend: 'correct it',
  };
}

/** Whether Flux or envsubst will put something else there. */
function isVariable(value: unknown): boolean {
  return typeof value === 'string' && value.includes('${');
}

/** A field that has to be there, and not to be empty. */
export function* required(part: Part, field: string, expected: string): Generator<Refusal> {
  const value = part[field];
  if (isGiven(value) && value !== '' && !(Array.isArray(value) && value.length === 0)) return;
  yield {
    at: Object.hasOwn(part, field) ? [field] : [],
    message: `${field} is missing`,
    found: shown(value),
    expected,
    mend: `write ${field}`,
  };
}

/** Entries of a list of which an earlier one has the same. */
export function* repeated(
  list: string,
  parts: readonly Part[],
  keyOf: (part: Part) => string | undefined,
  field: string,
  what: string,
): Generator<Refusal> {
  const seen = new Set<string>();
  for (const [index, part] of parts.entries()) {
    const key = keyOf(part);
    if (key === undefined) continue;
    if (seen.has(key))
      yield {
        at: [list, index, field],
        message: `${what} ${key} twice`,
        found: key,
        expected: `another ${field} for each`,
        mend: 'give one of them another',
      };
    seen.add(key);
  }
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
