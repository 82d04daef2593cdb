import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { readClusters } from '../commands/read-clusters';
import { compile } from '../main';
import { dig, items } from '../references/fields';
import type { Manifest } from '../references/manifest';

const folder = join(__dirname, '../test/reference/clusters');
const cluster = 'us-west-2-app-mesh';
/** The namespace of the reference application. */
const application = 'prod';

function referenceObjects(): readonly Manifest[] {
  const read = readClusters(folder);
  const config = 'clusters' in read ? read.clusters.find(({ name }) => name === cluster) : undefined;
  if (config === undefined) throw new Error(`${cluster} cannot be read`);
  return [...compile(config).files]
    .filter(([file]) => file.endsWith('.yaml') && !file.startsWith('delivery/'))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, text]) => parseAllDocuments(text).map((document): Manifest => document.toJS()));
}

/**
 * A set of at least so many objects: the reference App Mesh cluster, with its application over and over, each copy in a namespace and
 * behind a host of its own, as a cluster with many tenants has them.
 */
export function objectSet(size: number): readonly Manifest[] {
  const originals = referenceObjects();
  const own = originals.filter(
    ({ kind, metadata }) =>
      metadata.namespace === application || (kind === 'Namespace' && metadata.name === application),
  );
  const objects = originals.filter((object) => !own.includes(object));
  const gateway = objects.find(({ kind, metadata }) => kind === 'VirtualNode' && metadata.name === 'kong');
  const backends = dig(gateway, 'spec', 'backends');
  const text = JSON.stringify(own);
  const backendText = JSON.stringify(items(backends));
  for (let copy = 0; objects.length < size; copy++) {
    const made: readonly Manifest[] = JSON.parse(renamed(text, copy));
    for (const object of made) {
      objects.push(object.kind === 'Ingress' ? behindHost(object, `tenant-${copy}.example.com`) : object);
    }
    const more: readonly unknown[] = JSON.parse(renamed(backendText, copy));
    if (copy > 0 && Array.isArray(backends)) for (const backend of more) backends.push(backend);
  }
  return objects;
}

function renamed(text: string, copy: number): string {
  return copy === 0 ? text : text.replaceAll(/(?<![\w-])(prod|consumer1)(?![\w-])/g, `$1-${copy}`);
}

function behindHost(ingress: Manifest, host: string): Manifest {
  const rules = items(dig(ingress, 'spec', 'rules')).map((rule) => Object.assign({}, rule, { host }));
  return { ...ingress, spec: Object.assign({}, ingress.spec, { rules }) };
}
