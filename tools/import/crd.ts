import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KindSchema, Origin, Schema } from './schema';

interface CustomResourceDefinition {
  readonly kind: string;
  readonly spec: {
    readonly group: string;
    readonly scope: 'Namespaced' | 'Cluster';
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly storage: boolean;
      readonly schema: { readonly openAPIV3Schema: Schema };
    }[];
  };
}

/**
 * The served versions of the named kinds, read from the CRD files of a folder.
 *
 * @throws Error when a kind is in none of the files, or has no served version.
 */
export function readCrds(folder: string, kinds: readonly string[], origin: Origin): KindSchema[] {
  const definitions = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .flatMap((file) => parseAllDocuments(readFileSync(join(folder, file), 'utf8')))
    .map((document) => document.toJS() as CustomResourceDefinition | null)
    .filter((object) => object?.kind === 'CustomResourceDefinition');
  return kinds.flatMap((kind) => {
    const found = definitions.find((definition) => definition?.spec.names.kind === kind);
    const served = found?.spec.versions.filter((version) => version.served) ?? [];
    if (!found || served.length === 0) {
      throw new Error(`${folder} holds no served version of ${kind}`);
    }
    const preferred = preferredVersion(served.map((version) => version.name));
    return served.map(
      (version): KindSchema => ({
        origin,
        group: found.spec.group,
        version: version.name,
        kind,
        plural: found.spec.names.plural,
        scope: found.spec.scope,
        unserved: found.spec.versions.filter((other) => !other.served).map((other) => other.name),
        preferred: version.name === preferred,
        schema: version.schema.openAPIV3Schema,
      }),
    );
  });
}

/** The version that Kubernetes itself prefers: stable before beta before alpha, then the higher number. */
export function preferredVersion(versions: readonly string[]): string {
  const rank = (version: string): number => {
    const [, major = '0', level, minor = '0'] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? [];
    return (level === undefined ? 2 : level === 'beta' ? 1 : 0) * 1e6 + Number(major) * 1e3 + Number(minor);
  };
  const [best] = [...versions].sort((a, b) => rank(b) - rank(a));
  if (best === undefined) {
    throw new Error('no version to choose from');
  }
  return best;
}
