import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCrds } from './crd';
import { cutGenerators } from './cut';
import { downloadModule } from './modules';
import { readRecord } from './record';
import { type KindSchema, type Schema, withoutProse } from './schema';
import { classAlternatives, moduleSources, recordFile, recordSources } from './source-list';

/** The kinds of the pinned Go modules, which are downloaded if need be; with upstream's schemas, less the prose. */
export function moduleKinds(): KindSchema[] {
  return moduleSources
    .flatMap(({ module, folder, kinds, schemasOnly = [] }) => {
      const downloaded = downloadModule(module);
      return readCrds(join(downloaded.folder, folder), [...kinds, ...schemasOnly], downloaded.origin);
    })
    .map((kind) => cutGenerators({ ...kind, schema: withoutProse(kind.schema) }));
}

/** The kinds of the records, with structural schemas as a CustomResourceDefinition takes them. */
export function recordedKinds(): KindSchema[] {
  return recordSources.flatMap((source) => {
    const { group, module, version, flavour } = source;
    const text = readFileSync(join(__dirname, 'records', recordFile(source)), 'utf8');
    const kinds = readRecord(text, group, { module, version, sum: null });
    return flavour === undefined ? kinds : kinds.map((kind) => ({ ...kind, flavour }));
  });
}

/** The kinds that get classes, with what the classes know of them. */
export function classedKinds(kinds: readonly KindSchema[]): KindSchema[] {
  const named = new Set([
    ...moduleSources.flatMap(({ kinds: own }) => own),
    ...recordSources.flatMap(({ group, classes }) => classes.map((kind) => `${group} ${kind}`)),
  ]);
  return kinds
    .filter(
      ({ flavour, group, kind }) =>
        flavour === undefined && (named.has(kind) || named.has(`${group} ${kind}`)),
    )
    .map((kind) => {
      const [path, kept] = classAlternatives[kind.kind] ?? [];
      if (path === undefined || kept === undefined) return kind;
      return { ...kind, schema: keepOne(kind.schema, path.split('/'), kept) };
    });
}

/** A schema in which the object at `path` has one field. */
function keepOne(schema: Schema, [name, ...rest]: readonly string[], kept: string): Schema {
  const key = name ?? kept;
  const inner = schema.properties?.[key];
  if (inner === undefined) throw new Error(`the schema has no field ${key}: look at classAlternatives`);
  if (name === undefined) return { ...schema, properties: { [kept]: inner } };
  return { ...schema, properties: { ...schema.properties, [key]: keepOne(inner, rest, kept) } };
}
