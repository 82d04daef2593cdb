import { describeId, type ObjectId } from '../../references/identity';
import type { Manifest } from '../../references/manifest';
import type { ReferenceIndex } from '../../references/reference-index';
import { nearestExisting } from '../existing-names';
import type { Draft } from '../finding';

/** A reference to an object that nothing brings, with the name that was probably meant. */
export function missing(
  object: Manifest,
  path: string,
  id: ObjectId,
  index: ReferenceIndex,
  more: { readonly others?: readonly string[]; readonly mend?: string } = {},
): Draft {
  const { kind, namespace, name } = id;
  const close = nearestExisting(index, id, more.others);
  const where = namespace === undefined ? '' : ` in namespace ${namespace}`;
  return {
    object,
    path,
    message: `${kind} ${name} does not exist${where}`,
    found: name,
    expected: `a ${kind}${where} that something in the set creates, or that is declared as given`,
    mend:
      close === undefined
        ? (more.mend ?? `create ${describeId(id)}, or list it under \`given\``)
        : `write ${close}`,
    ...(close === undefined ? {} : { nearest: close }),
    absent: { id },
  };
}
