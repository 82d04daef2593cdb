import { createHash } from 'node:crypto';
import { dig, fields } from '../../references/fields';
import { describe } from '../../references/manifest';
import type { SetFinding } from './judge';

/** Keys by which the API server, or a person, tells the items of a list apart. */
const keys = [
  'name',
  'key',
  'type',
  'host',
  'path',
  'secretKey',
  'containerPort',
  'port',
  'kind',
  'ip',
] as const;

/**
 * What a finding is the same by in the next run: its set, rule, object and path. In the path an item of a list is called by
 * its key where it has one, so that nothing changes when another is put before it; neither line nor message is a part of it.
 */
export function identityOf({ set, rule, object, path }: SetFinding): string {
  return `${set} | ${rule} | ${describe(object)} | ${stablePath(object, path)}`;
}

/** A short text that is equal for equal identities. */
export function fingerprintOf(finding: SetFinding): string {
  return createHash('sha256').update(identityOf(finding)).digest('hex').slice(0, 32);
}

function stablePath(object: unknown, path: string): string {
  if (path === '') return '';
  let at = object;
  let stable = '';
  for (const part of path.slice(1).split('/')) {
    const plain = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const isItem = Array.isArray(at) && /^\d+$/.test(part);
    at = isItem ? dig(at, Number(part)) : dig(at, plain);
    stable += `/${isItem ? itemName(at, part) : part}`;
  }
  return stable;
}

function itemName(item: unknown, index: string): string {
  // A list of texts, such as credentials, tells its items apart by themselves.
  if (typeof item === 'string') return `[${item}]`;
  const map = fields(item);
  const key = keys.find((name) => typeof map[name] === 'string' || typeof map[name] === 'number');
  return key === undefined ? index : `[${key}=${String(map[key])}]`;
}
