import type { z } from 'zod';
import { requiredKeysOf } from './schema-walk';

/** More values than this are not listed: the nearest one, or an example, says more. */
const listed = 12;

/**
 * What a schema expected, in the words of a cluster file, for the schemas that do not say it themselves. Given to zod as
 * the error map, so that the message of an issue is the expectation.
 */
export function expectation(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'object' ? map(issue.schema) : (types[issue.expected] ?? issue.expected);
    case 'invalid_value':
      return oneOf(issue.values.map(String));
    case 'invalid_union':
      return Array.isArray(issue.options) ? oneOf(issue.options.map(String)) : 'another kind of value';
    case 'too_small':
      return `at least ${amount(issue.minimum, issue.origin)}`;
    case 'too_big':
      return `at most ${amount(issue.maximum, issue.origin)}`;
    case 'unrecognized_keys':
      return 'known keys only';
    default:
      return 'a valid value';
  }
}

/** A map, with the keys that it cannot be without. */
function map(schema: z.core.$ZodType | undefined): string {
  const keys = schema === undefined ? [] : requiredKeysOf(schema);
  return keys.length === 0 ? 'a map' : `a map with ${keys.join(', ')}`;
}

function oneOf(values: readonly string[]): string {
  const shown = values.slice(0, listed).join(', ');
  if (values.length === 1) return shown;
  return values.length > listed ? `one of ${shown} and ${values.length - listed} more` : `one of ${shown}`;
}

const types: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  record: 'a map',
};

function amount(limit: number | bigint, origin: string): string {
  const plural = limit === 1 || limit === 1n ? '' : 's';
  if (origin === 'string') return limit === 1 ? 'one character' : `${limit} character${plural}`;
  if (origin === 'array') return `${limit} item${plural}`;
  return String(limit);
}
