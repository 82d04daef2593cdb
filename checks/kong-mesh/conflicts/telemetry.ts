import { dig, fields, items, text } from '../../../references/fields';
import { goRegex } from '../go-regex';
import { places } from '../setting-places';
import type { Conflicts } from './conflict';

/** A backend that is referred to is found by its labels. */
export function backendLabels(pattern: string): Conflicts {
  return function* (policy) {
    for (const { at, value } of places(policy, `${pattern}.backendRef`)) {
      if (Object.keys(fields(dig(value, 'labels'))).length > 0) continue;
      yield {
        at,
        message: 'a reference to a MeshOpenTelemetryBackend has no labels',
        found: 'no labels',
        expected: 'labels of the backend',
        mend: 'add labels, such as kuma.io/display-name',
      };
    }
  };
}

/** Lines of a log in JSON: Kuma puts key and value between quotes, and parses what that gives. */
export const jsonFields: Conflicts = function* (policy) {
  for (const backend of ['[type=File].file', '[type=Tcp].tcp']) {
    for (const { at, value } of places(policy, `items.default.backends${backend}.format.json`)) {
      if (items(value).length === 0) {
        yield {
          at,
          message: 'the format has no field',
          found: '[]',
          expected: 'fields',
          mend: 'add a field',
        };
      }
      for (const [i, field] of items(value).entries()) {
        const line = `{"${String(dig(field, 'key') ?? '')}": "${String(dig(field, 'value') ?? '')}"}`;
        if (isJson(line)) continue;
        yield {
          at: [...at, i],
          message: 'key and value between quotes are no JSON',
          found: line,
          expected: 'texts without quotes, backslashes and control characters',
          mend: 'escape what JSON has to escape',
        };
      }
    }
  }
};

function isJson(text_: string): boolean {
  try {
    JSON.parse(text_);
    return true;
  } catch {
    return false;
  }
}

/** Profiles of metrics whose regular expression Go cannot compile. */
export const profilePatterns: Conflicts = function* (policy) {
  for (const list of ['include', 'exclude']) {
    for (const { at, value } of places(policy, `spec.default.sidecar.profiles.${list}[]`)) {
      const pattern = text(dig(value, 'match')) ?? '';
      if (dig(value, 'type') !== 'Regex' || goRegex(pattern)) continue;
      yield {
        at: [...at, 'match'],
        message: 'Go cannot compile this regular expression',
        found: pattern,
        expected: 'a regular expression of Go',
        mend: 'correct the expression',
      };
    }
  }
};

export const oneTraceBackend: Conflicts = function* (policy) {
  const found = items(dig(policy, 'spec', 'default', 'backends')).length;
  if (found < 2) return;
  yield {
    at: ['spec', 'default', 'backends'],
    message: 'a MeshTrace has one backend at most',
    found: `${found} backends`,
    expected: 'one backend, or none',
    mend: 'keep one, and let the collector send spans on',
  };
};
