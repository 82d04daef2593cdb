import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { rules } from '../../../checks/rules';
import { groupOf, type Manifest } from '../../../references/manifest';
import { schemaEntry } from '../../../references/schemas';
import { referenceSets } from '../reference-sets';

const good = join(__dirname, '../../checks/good');

/**
 * Objects that should be right, of the given groups: what rules pass, the sets that others wrote, and the output of the
 * reference clusters, with two of the same text counted once.
 */
export function bases(groups: readonly string[]): readonly Manifest[] {
  const texts = [
    ...rules.map(({ example }) => example.passes),
    ...readdirSync(good).map((file) => readFileSync(join(good, file), 'utf8')),
  ];
  const objects = [
    ...texts.flatMap((text) => parseAllDocuments(text).map((document): Manifest => document.toJS())),
    ...referenceSets().flatMap(({ files }) => files.flatMap((file) => file.objects)),
  ];
  const own = objects.filter(
    (object) => groups.includes(groupOf(object.apiVersion)) && schemaEntry(object.apiVersion, object.kind),
  );
  return [...new Map(own.map((object) => [JSON.stringify(withoutName(object)), object])).values()];
}

/** A name of an object says nothing of what a controller takes. */
function withoutName(object: Manifest): unknown {
  const { name: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}
