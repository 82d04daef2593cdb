import { itemsOfList, type Manifest } from '../references/manifest';
import { applyLeft, type PlacedPatch } from './patch';

/** A file of a cluster's output. */
interface File {
  /** Path below the cluster's folder. */
  readonly path: string;
  readonly objects: readonly Manifest[];
}

/**
 * The patches that name no object of a chart, applied to the delivery objects, which are made last: from what the charts made,
 * patched already.
 *
 * @throws PatchError when a patch names no delivery object either, or does not fit it
 */
export function patchDelivery(files: readonly File[], left: readonly PlacedPatch[]): readonly File[] {
  if (left.length === 0) return files;
  const isDelivery = ({ path }: File) => path.startsWith('delivery/');
  const objectsOf = (list: readonly File[]) => list.flatMap(({ objects }) => objects);
  const before = objectsOf(files.filter(isDelivery));
  const others = objectsOf(files.filter((file) => !isDelivery(file)));
  const patched = applyLeft(before, left, others);
  const after = new Map(before.map((object, index) => [object, patched[index] ?? object]));
  return files.map((file) => ({
    ...file,
    objects: file.objects.flatMap((object) => {
      const changed = after.get(object) ?? object;
      return changed === object ? [object] : itemsOfList(changed);
    }),
  }));
}
