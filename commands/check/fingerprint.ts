import { createHash } from 'node:crypto';
import { withoutCredentials } from '../../credentials/shown';
import { credentialTexts } from '../../credentials/texts-of-object';
import { dig, fields } from '../../references/fields';
import { describe, type Manifest } from '../../references/manifest';
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
 * its key where it has one, so that nothing changes when another is put before it; neither line nor message is a part of it,
 * and no credential is: it stands in baselines, and a hash of it in reports.
 */
export function identityOf({ set, rule, object, path }: SetFinding): string {
  const known = credentialTexts(object);
  return withoutCredentials(
    `${set} | ${rule} | ${describe(object)} | ${stablePath(object, path, known)}`,
    known,
  );
}

/** A short text that is equal for equal identities. */
export function fingerprintOf(finding: SetFinding): string {
  return createHash('sha256').update(identityOf(finding)).digest('hex').slice(0, 32);
}

function stablePath(object: Manifest, path: string, known: readonly string[]): string {
  if (path === '') return '';
  let at: unknown = object;
  let stable = '';
  for (const part of path.slice(1).split('/')) {
    const plain = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const isItem = Array.isArray(at) && /^\d+$/.test(part);
    at = isItem ? dig(at, Number(part)) : dig(at, plain);
    stable += `/${isItem ? itemName(at, part, known) : part}`;
  }
  return stable;
}

function itemName(item: unknown, index: string, known: readonly string[]): string {
  // A list of texts, such as credentials, tells its items apart by themselves.
  if (typeof item === 'string') return `[${withoutCredentials(item, known)}]`;
  const map = fields(item);
  const key = keys.find((name) => typeof map[name] === 'string' || typeof map[name] === 'number');
  return key === undefined ? index : `[${key}=${withoutCredentials(String(map[key]), known)}]`;
}
