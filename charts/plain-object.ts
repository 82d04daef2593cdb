import { ApiObject } from 'cdk8s';
import type { Manifest } from '../references/manifest';

/**
 * An object that is given as it is to be written, for kinds without a generated class. It renders what `ApiObject` does, its keys in
 * order too, in one walk over plain data; anything else in it, and patches, are left to cdk8s, which walks over all of it several times.
 */
export class PlainObject extends ApiObject {
  override toJson(): Manifest {
    // In brackets the compiler lets a private field be read, and does not compile when another version of cdk8s has no such field.
    // biome-ignore-start lint/complexity/useLiteralKeys: see above
    const { apiVersion, kind, metadata: _metadata, ...others } = this['props'];
    const own = this['patches'].length > 0 ? undefined : plain(others);
    // biome-ignore-end lint/complexity/useLiteralKeys: see above
    return own === undefined
      ? super.toJson()
      : { apiVersion, kind, metadata: this.metadata.toJson(), ...own };
  }
}

/** A copy of plain data with its keys in order, without those that have no value; undefined where there is anything else in it. */
function plain(map: object): Record<string, unknown> | undefined {
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(map).sort()) {
    const value: unknown = Reflect.get(map, key);
    if (value === undefined || value === null) continue;
    const own = typeof value === 'object' ? inside(value) : isScalar(value) ? value : undefined;
    if (own === undefined || key === '__proto__') return undefined;
    copy[key] = own;
  }
  return copy;
}

function inside(value: object): object | undefined {
  if (!Array.isArray(value))
    return Object.getPrototypeOf(value) === Object.prototype ? plain(value) : undefined;
  const items = value.map((item: unknown) =>
    typeof item === 'object' && item !== null ? inside(item) : isScalar(item) ? item : undefined,
  );
  return items.includes(undefined) ? undefined : items;
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
