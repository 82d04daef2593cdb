import type { Manifest } from '../references/manifest';

/** An operation of a JSON patch (RFC 6902). */
interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from?: string | undefined;
  readonly value?: unknown;
}

/** Keys through which a path would leave the object for what JavaScript gives every object. */
const inherited: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** What of an operation leads to no map or list of the object's own. */
export function unreachable(
  object: unknown,
  { path, from }: Operation,
): { readonly field: 'path' | 'from'; readonly why: string } | undefined {
  for (const [field, pointer] of [['from', from] as const, ['path', path] as const]) {
    if (pointer === undefined || pointer === '') continue;
    const parts = partsOf(pointer);
    const odd = parts.find((part) => inherited.has(part));
    if (odd !== undefined) return { field, why: `no patch reaches a key called ${odd}` };
    let holder = object;
    for (const part of parts.slice(0, -1)) holder = below(holder, part);
    if (typeof holder !== 'object' || holder === null)
      return { field, why: `there is no map or list at /${parts.slice(0, -1).join('/')}` };
  }
  return undefined;
}

function below(value: unknown, part: string): unknown {
  if (Array.isArray(value)) return /^\d{1,9}$/.test(part) ? value[Number(part)] : undefined;
  return isMap(value) && Object.hasOwn(value, part) ? value[part] : undefined;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function partsOf(pointer: string): readonly string[] {
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Whether an operation at a path may have changed a field such as `metadata.name`. */
export function touches(path: string, field: string): boolean {
  const pointer = `/${field.replaceAll('.', '/')}`;
  return pointer === path || pointer.startsWith(`${path}/`) || path.startsWith(`${pointer}/`);
}

/** The first field without which there is no Kubernetes object, or that is of another type; undefined where all are there. */
export function withoutIdentity(object: unknown): string | undefined {
  const texts = ['apiVersion', 'kind', 'metadata.name'];
  const lacking = texts.find((field) => typeof at(object, field) !== 'string' || at(object, field) === '');
  if (lacking !== undefined) return lacking;
  const namespace = at(object, 'metadata.namespace');
  if (namespace !== undefined && (typeof namespace !== 'string' || namespace === ''))
    return 'metadata.namespace';
  return ['metadata.labels', 'metadata.annotations'].find((field) => {
    const map = at(object, field);
    return map !== undefined && !isTextMap(map);
  });
}

/** Whether the object has what makes it one. */
export function isManifest(object: unknown): object is Manifest {
  return withoutIdentity(object) === undefined;
}

function isTextMap(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((each) => typeof each === 'string');
}

/** In words, what is at a field. */
export function missingOrNot(object: unknown, field: string): string {
  const value = at(object, field);
  if (value === undefined) return 'missing';
  if (value === null || value === '') return value === null ? 'null' : 'empty';
  const texts = field.endsWith('labels') || field.endsWith('annotations') ? 'a map of texts' : 'a text';
  return `not ${texts}`;
}

function at(object: unknown, field: string): unknown {
  return field.split('.').reduce(below, object);
}

/** Whether the value of an operation holds null, and not where Helm reads null as "delete the default". */
export function bringsNull({ op, path, value }: Operation, object: Manifest): boolean {
  if (op === 'test' || op === 'remove') return false;
  return holdsNull(value) && !valuesOfHelm(object).some((values) => path.startsWith(`${values}/`));
}

function valuesOfHelm({ kind }: Manifest): readonly string[] {
  if (kind === 'HelmRelease') return ['/spec/values'];
  return kind === 'Application' ? ['/spec/source/helm/valuesObject'] : [];
}

function holdsNull(value: unknown): boolean {
  if (typeof value !== 'object') return false;
  return value === null || Object.values(value).some(holdsNull);
}
