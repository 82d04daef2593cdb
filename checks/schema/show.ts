/** Longest value that is shown whole. */
const longest = 60;

/** A value in one short line, for a person who knows YAML. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return showMap(value);
  if (typeof value === 'string')
    return value === '' ? 'an empty text' : cut(JSON.stringify(value.slice(0, 200)));
  return String(value);
}

/** The values in one line, the first dozen of them. */
export function showList(values: readonly unknown[]): string {
  const shown = values
    .slice(0, 12)
    .map((value) => (typeof value === 'string' && value !== '' ? value : show(value)));
  return `${shown.join(', ')}${values.length > 12 ? ` and ${values.length - 12} more` : ''}`;
}

/** The JSON type of a value, in words. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'object':
      return 'a map';
    case 'string':
      return 'text';
    case 'boolean':
      return 'true or false';
    case 'number':
      return Number.isInteger(value) ? 'a whole number' : 'a number with a fraction';
    default:
      return typeof value;
  }
}

function showMap(value: object): string {
  const keys = Object.keys(value);
  return keys.length === 0 ? 'an empty map' : `a map with ${cut(showList(keys))}`;
}

function cut(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}...`;
}
