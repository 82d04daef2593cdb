import { idOf, keyOf, type ObjectId } from '../../references/identity';
import { byLabels } from '../../references/labels';
import type { Manifest } from '../../references/manifest';
import type { ReferenceIndex } from '../../references/reference-index';

/** All that an index answers to whatever may be asked about its objects, as text; an object is its position. */
export function answersOf(index: ReferenceIndex): string {
  const { objects } = index;
  const position = new Map<unknown, number>(objects.map((object, at) => [object, at]));
  const references = objects.flatMap((object) => index.references(object));
  const pods = objects.flatMap((object) => index.podsBroughtBy(object));
  const namespaces = [...new Set(objects.map(({ metadata }) => metadata.namespace))].toSorted();
  const targets = references.map(({ target }) => target);
  const ids = new Map<string, ObjectId>();
  for (const id of [
    ...objects.map(idOf),
    ...[...index.allProvisions()].flatMap((list) => list.map(({ id }) => id)),
    ...targets.flatMap((target) => (target.type === 'object' ? [target.id] : [])),
  ])
    ids.set(keyOf(id), id);
  const kinds = new Map<string, Pick<ObjectId, 'group' | 'kind'>>();
  for (const { group, kind } of ids.values()) kinds.set(`${group}/${kind}`, { group, kind });
  const everything = byLabels({});
  const answers = {
    objects,
    duplicates: index.duplicates,
    contested: index.contested,
    all: [...index.allProvisions()],
    dangling: index.dangling(),
    byObject: objects.map((object: Manifest) => [
      index.references(object),
      index.referrers(object),
      index.podsBroughtBy(object),
    ]),
    byId: [...ids.values()].map((id) => [index.get(id) ?? null, index.provisions(id)]),
    byKind: [...kinds.values()].map(({ group, kind }) => [
      index.ofKind(group, kind),
      ...pods.map((pod) => index.selecting(group, kind, pod.namespace, pod.labels)),
    ]),
    byNamespace: namespaces.map((namespace) => [
      index.pods(namespace, everything),
      index.namespaceLabels(namespace ?? ''),
    ]),
    resolved: targets.map((target) => index.resolve(target)),
    pods: targets.flatMap((target) =>
      target.type === 'pods' ? [index.pods(target.namespace, target.selector)] : [],
    ),
    selecting: targets.flatMap((target) =>
      target.type === 'selecting'
        ? [index.selecting(target.group, target.kind, target.namespace, target.labels)]
        : [],
    ),
  };
  return JSON.stringify(answers, (_, value: unknown) => {
    const at = position.get(value);
    if (at !== undefined) return `object ${at}`;
    return value instanceof Set ? [...value] : value;
  });
}
