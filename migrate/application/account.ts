import type { FieldEntry } from '../result';
import { applicationName, type Part } from './parts';
import type { Applications } from './shapes';

/** Whether a field is now in an object that application files leave to its owner: it is patched, or there already. */
function stays(object: string): boolean {
  return /^(Service|ServiceAccount) |^patches\//.test(object);
}

/** The account of the fields, with application files in the place of the objects that they stand for. */
export function placedInFiles(
  fields: readonly FieldEntry[],
  parts: readonly Part[],
  { cluster }: Applications,
): readonly FieldEntry[] {
  const places = new Map<string, NonNullable<FieldEntry['to']>>();
  for (const { namespace, name, nodes, virtual } of parts) {
    const to = { object: `applications/${applicationName(namespace)}.yaml`, field: `/services/${name}` };
    for (const { key } of nodes) if (!places.has(`VirtualNode ${key}`)) places.set(`VirtualNode ${key}`, to);
    if (virtual === undefined) continue;
    const { key, provider } = virtual.service;
    places.set(`VirtualService ${key}`, to);
    if (provider.kind !== 'router') continue;
    const { namespace: where = 'default', name: router } = provider.document.manifest.metadata;
    places.set(`VirtualRouter ${where}/${router}`, to);
  }
  return fields.map((entry) => {
    if (entry.to === undefined || stays(entry.to.object)) return entry;
    const own =
      entry.object.includes('/') || entry.kind === 'Mesh' ? entry.object : `default/${entry.object}`;
    const to =
      entry.kind === 'Mesh'
        ? { object: `clusters/${cluster.name}.yaml`, field: '/mesh' }
        : (places.get(`${entry.kind} ${own}`) ?? { object: `clusters/${cluster.name}.yaml` });
    return { ...entry, to };
  });
}
