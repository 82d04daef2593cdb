import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { dig, items } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { recordedKinds } from '../../../tools/import/custom-kinds';
import { downloadModule } from '../../../tools/import/modules';
import type { KindSchema } from '../../../tools/import/schema';
import { moduleSources } from '../../../tools/import/source-list';
import { type ApiClient, message } from './client';
import { waitUntil } from './process';

/** A kind with the structural schema that a CustomResourceDefinition takes; imports/schemas/ holds a stricter form. */
export interface ImportedKind {
  readonly apiVersion: string;
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly scope: 'Namespaced' | 'Cluster';
  /** The module's checksum, or null where Meshwright keeps a record of the fields instead of the module. */
  readonly sum: string | null;
  readonly module: string;
  readonly version: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

interface Definition extends Manifest {
  readonly spec: { readonly group: string; readonly names: { readonly kind: string } };
}

/** Kong Operator's own groups, which only clusters have whose gateway it makes. */
export const operatorGroups = new Set(['gateway-operator.konghq.com', 'konnect.konghq.com']);

/** Every kind of which Meshwright keeps a record of the fields, of the groups that every cluster of the lane has. */
export function importedKinds(): ImportedKind[] {
  return imported(({ group }) => !operatorGroups.has(group));
}

/** The recorded kinds that are chosen. */
export function imported(chosen: (kind: KindSchema) => boolean): ImportedKind[] {
  return recordedKinds()
    .filter(chosen)
    .map(({ origin, group, version, kind, plural, scope, schema }) => ({
      ...origin,
      apiVersion: `${group}/${version}`,
      group,
      kind,
      plural,
      scope,
      schema,
    }));
}

/** The CustomResourceDefinitions of a folder, as their project ships them. */
export function shippedDefinitions(folder: string): Definition[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .flatMap((file) => parseAllDocuments(readFileSync(join(folder, file), 'utf8'), { merge: true }))
    .map((document) => document.toJS() as Definition | null)
    .filter((object): object is Definition => object?.kind === 'CustomResourceDefinition');
}

/** The definitions of the modules that `npm run import` downloads: upstream's own files, from Go's module cache. */
export function moduleDefinitions(): Definition[] {
  return moduleSources.flatMap(({ module, folder, kinds, schemasOnly = [] }) =>
    shippedDefinitions(join(downloadModule(module).folder, folder)).filter((definition) =>
      [...kinds, ...schemasOnly].includes(definition.spec.names.kind),
    ),
  );
}

/** A definition made of the schema in imports/, for the kinds of which Meshwright keeps a record of the fields. */
export function recordedDefinitions(kinds: readonly ImportedKind[]): Manifest[] {
  const recorded = new Map<string, ImportedKind[]>();
  for (const kind of kinds.filter(({ sum }) => sum === null)) {
    const name = `${kind.plural}.${kind.group}`;
    const known = recorded.get(name) ?? [];
    // Two controllers ship the same version of a kind: the cluster has the definition of the first, as it would have.
    if (!known.some(({ apiVersion }) => apiVersion === kind.apiVersion)) recorded.set(name, [...known, kind]);
  }
  return [...recorded].flatMap(([name, versions]) => {
    const first = versions[0];
    if (first === undefined) return [];
    const { group, kind, plural, scope } = first;
    return {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name },
      spec: {
        group,
        scope,
        names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
        versions: versions.map((version, index) => ({
          name: version.apiVersion.slice(version.apiVersion.indexOf('/') + 1),
          served: true,
          storage: index === 0,
          schema: { openAPIV3Schema: withoutCuts(version.schema) },
        })),
      },
    };
  });
}

/** A schema without our own word for places that were cut, which an API server does not know. */
function withoutCuts(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutCuts);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => keyword !== 'x-meshwright-cut')
      .map(([keyword, value]) => [keyword, withoutCuts(value)]),
  );
}

/**
 * Installs definitions and waits until the API server serves them.
 *
 * @throws Error that says what the API server has against a definition
 */
export async function install(client: ApiClient, definitions: readonly Manifest[]): Promise<void> {
  for (const definition of definitions) {
    const answer = await client.apply(definition, { manager: 'lane' });
    if (answer.status >= 300) throw new Error(`${definition.metadata.name}: ${message(answer)}`);
  }
  for (const definition of definitions) {
    await waitUntil(`${definition.metadata.name} is established`, 60, async () => {
      const { body } = await client.get(definition);
      const status = body.status as { conditions?: { type: string; status: string }[] } | undefined;
      return (
        status?.conditions?.some(({ type, status: is }) => type === 'Established' && is === 'True') ?? false
      );
    });
  }
  client.forgetKinds();
}

/**
 * Gives the kinds of a group the status that a controller writes apart from the object. The lane's own definitions have none,
 * so that an object's status is judged like everything else of it.
 */
export async function separateStatus(client: ApiClient, group: string): Promise<void> {
  const root = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const { body } = await client.request('GET', root);
  for (const definition of items(body.items).filter((one) => dig(one, 'spec', 'group') === group)) {
    const versions = items(dig(definition, 'spec', 'versions'));
    const patch = versions.map((_, index) => ({
      op: 'add',
      path: `/spec/versions/${index}/subresources`,
      value: { status: {} },
    }));
    const path = `${root}/${String(dig(definition, 'metadata', 'name'))}`;
    const answer = await client.request('PATCH', path, patch, 'application/json-patch+json');
    if (answer.status >= 300) throw new Error(`${path}: ${message(answer)}`);
  }
}
