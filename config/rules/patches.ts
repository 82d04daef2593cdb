import type { Rule, RuleFinding } from './rule';

/** Every operation has what RFC 6902 asks of it, and no more. */
export const patchOperations: Rule = ({ patches = [] }, present) =>
  patches.flatMap((patch, index) =>
    (patch?.operations ?? []).flatMap((operation, at): RuleFinding[] => {
      if (operation?.op === undefined) return [];
      const { op } = operation;
      const path = ['patches', index, 'operations', at];
      const needs = op === 'move' || op === 'copy' ? 'from' : op === 'remove' ? undefined : 'value';
      const findings: RuleFinding[] = [];
      if (needs !== undefined && !present(...path, needs)) {
        findings.push({
          path: [...path, needs],
          message: 'missing key',
          expected: `${needs}, which the operation ${op} needs`,
          mend: needs === 'from' ? 'add from: a JSON pointer' : 'add value',
        });
      }
      for (const key of ['from', 'value']) {
        if (key === needs || !present(...path, key)) continue;
        findings.push({
          path: [...path, key],
          atKey: true,
          message: 'a key that the operation does not read',
          found: key,
          expected: `no ${key} with the operation ${op}`,
          mend: `remove ${key}, or use another operation`,
        });
      }
      if (op === 'move' && operation.from !== undefined && operation.path?.startsWith(`${operation.from}/`)) {
        findings.push({
          path: [...path, 'path'],
          message: 'a move into itself',
          expected: 'a path outside of from',
          mend: 'move it elsewhere, or copy it',
        });
      }
      return findings;
    }),
  );
