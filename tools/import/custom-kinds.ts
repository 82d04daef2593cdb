import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCrds } from './crd';
import { cutGenerators } from './cut';
import { downloadModule } from './modules';
import { readRecord } from './record';
import { type KindSchema, withoutProse } from './schema';
import { moduleSources, recordSources } from './source-list';

/** The kinds of the pinned Go modules, which are downloaded if need be; with upstream's schemas, less the prose. */
export function moduleKinds(): KindSchema[] {
  return moduleSources
    .flatMap(({ module, folder, kinds }) => {
      const downloaded = downloadModule(module);
      return readCrds(join(downloaded.folder, folder), kinds, downloaded.origin);
    })
    .map((kind) => cutGenerators({ ...kind, schema: withoutProse(kind.schema) }));
}

/** The kinds of the records, with structural schemas as a CustomResourceDefinition takes them. */
export function recordedKinds(): KindSchema[] {
  return recordSources.flatMap(({ group, module, version }) =>
    readRecord(readFileSync(join(__dirname, 'records', `${group}.txt`), 'utf8'), group, {
      module,
      version,
      sum: null,
    }),
  );
}
