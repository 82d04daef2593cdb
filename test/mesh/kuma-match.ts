import { z } from 'zod';
import { type Call, matchesWhole } from './call';

/** One match of a MeshHTTPRoute. */
export const httpMatch = z.strictObject({
  path: z
    .strictObject({ type: z.enum(['Exact', 'PathPrefix', 'RegularExpression']), value: z.string().min(1) })
    .optional(),
  method: z.string().optional(),
  headers: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z0-9!#$%&'*+\-.^_`|~]+$/),
        type: z.enum(['Exact', 'Present', 'RegularExpression', 'Absent', 'Prefix']).default('Exact'),
        value: z.string().optional(),
      }),
    )
    .default([]),
});
export type HttpMatch = z.infer<typeof httpMatch>;

const ranks = { Exact: 0, PathPrefix: 1, RegularExpression: 2 } as const;

/** Kuma's order, which is stable (pkg/plugins/policies/meshhttproute/api/v1alpha1/compare.go). */
export function compareMatches(a: HttpMatch, b: HttpMatch): number {
  const rank = ({ path }: HttpMatch) => (path === undefined ? 3 : ranks[path.type]);
  const length = ({ path }: HttpMatch) =>
    path === undefined || path.type === 'Exact' ? 0 : Buffer.byteLength(path.value);
  const method = (match: HttpMatch) => (match.method === undefined ? 1 : 0);
  return (
    rank(a) - rank(b) || length(b) - length(a) || method(a) - method(b) || b.headers.length - a.headers.length
  );
}

/** Whether a match takes a call. */
export function takes({ path, method, headers }: HttpMatch, call: Call): boolean {
  return (
    pathHolds(path, call.path) &&
    (method ?? call.method) === call.method &&
    headers.every((header) => headerHolds(header, call.headers[header.name]))
  );
}

/** A prefix is whole segments; no path is any path. */
function pathHolds(path: HttpMatch['path'], called: string): boolean {
  switch (path?.type) {
    case undefined:
      return true;
    case 'Exact':
      return called === path?.value;
    case 'RegularExpression':
      return path !== undefined && matchesWhole(path.value, called);
    case 'PathPrefix':
      return path?.value === '/' || called === path?.value || called.startsWith(`${path?.value}/`);
  }
}

function headerHolds({ type, value = '' }: HttpMatch['headers'][number], found: string | undefined): boolean {
  switch (type) {
    case 'Absent':
      return found === undefined;
    case 'Present':
      return found !== undefined;
    case 'Exact':
      return found === value;
    case 'Prefix':
      return found?.startsWith(value) ?? false;
    case 'RegularExpression':
      return found !== undefined && matchesWhole(value, found);
  }
}
