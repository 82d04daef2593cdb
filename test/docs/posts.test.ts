import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../../references/manifest';
import { at } from '../charts/objects';
import { quotedFile } from '../reference/reference';
import { repository } from '../repository';

interface Row {
  readonly step: string;
  readonly folder: string;
  readonly cells: readonly string[];
}

/** The rows of a page's tables, each with the folder that the text above it names. */
function rows(page: string): readonly Row[] {
  let folder = '';
  return readFileSync(join(repository, 'docs', page), 'utf8')
    .split('\n')
    .flatMap((line): Row[] => {
      folder = /`(dist\/[a-z0-9-]+)\/`/.exec(line)?.[1] ?? folder;
      if (!line.startsWith('|') || /^[|\s:-]+$/.test(line)) return [];
      const cells = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1'));
      const [step = ''] = cells;
      return cells[1] === 'File' ? [] : [{ step, folder, cells: cells.slice(1) }];
    });
}

function objectsIn(path: string): readonly Manifest[] {
  return parseAllDocuments(readFileSync(quotedFile(path), 'utf8')).map(
    (document): Manifest => document.toJS(),
  );
}

function named({ kind, metadata: { namespace, name } }: Manifest): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** The value at a JSON pointer, as text. */
function valueAt(object: Manifest, pointer: string): string {
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return String(at(object, path));
}

describe.each(['post-app-mesh.md', 'post-konnect-mesh-zone.md'])('docs/%s', (page) => {
  const all = rows(page);

  it.each(all.filter(({ cells }) => cells[0] !== '-').map((row) => [row.step, row] as const))(
    'finds the step "%s" in the file, the object and the value that it names',
    (_, { folder, cells: [file, object, field, value] }) => {
      const objects = objectsIn(`${folder}/${file}`);
      const found = objects.find((candidate) => named(candidate) === object);
      expect(objects.map(named)).toContain(object);
      expect(found === undefined ? undefined : valueAt(found, field ?? '')).toBe(value);
    },
  );

  it('gives a reason for every step that is gone', () => {
    const gone = all.filter(({ cells }) => cells[0] === '-');
    expect(gone.filter(({ cells }) => (cells[4] ?? '').length < 20).map(({ step }) => step)).toEqual([]);
  });

  it('covers every step', () => {
    expect(all.length).toBeGreaterThanOrEqual(38);
  });
});

test('the kinds of the App Mesh post are all of the cluster but those of the platform', () => {
  const mentioned = new Set(rows('post-app-mesh.md').map(({ cells }) => cells[1]?.split(' ')[0]));
  expect([...mentioned].toSorted()).toEqual([
    'Deployment',
    'ExternalSecret',
    'HelmRelease',
    'Ingress',
    'KongConsumer',
    'KongPlugin',
    'Mesh',
    'Namespace',
    'Service',
    'VirtualNode',
    'VirtualRouter',
    'VirtualService',
  ]);
});
