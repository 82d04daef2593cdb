import { objectId } from '../../references/identity';
import { describe, type Manifest } from '../../references/manifest';
import { oneLine } from '../../references/printable';
import { buildIndex, type ReferenceIndex } from '../../references/reference-index';
import { versionText } from '../fleet';
import { nameOf } from '../names';
import { type Arrow, type Box, type ServiceMap, serviceMap } from '../service-map';
import { type Topology, topologyOf } from '../topology';

/** How a box or an arrow differs between two revisions; `same` where only one is shown. */
export type State = 'same' | 'added' | 'removed' | 'changed';

/** A box as the page's script draws it. */
export interface ShownBox {
  readonly id: string;
  readonly kind: Box['kind'] | 'source' | 'secret' | 'user';
  /** Boxes of one group stand together; empty for none. */
  readonly group: string;
  readonly name: string;
  /** What stands below the name. */
  readonly rows: readonly string[];
  /** Names of the objects behind it, as `describe` gives them. */
  readonly objects: readonly string[];
  readonly state: State;
}

/** An arrow as the page's script draws it. */
export interface ShownArrow {
  readonly from: string;
  readonly to: string;
  readonly kind: Arrow['kind'] | 'secret';
  readonly says: readonly string[];
  readonly state: State;
}

/** Boxes and arrows of one picture. */
export interface Picture {
  readonly boxes: readonly ShownBox[];
  readonly arrows: readonly ShownArrow[];
}

/** The two pictures of a cluster: who reaches whom, and where secrets come from. */
export interface ClusterPictures {
  readonly calls: Picture;
  readonly secrets: Picture;
}

/** One revision of a cluster, read. */
export interface Reading {
  readonly index: ReferenceIndex;
  readonly topology: Topology;
  readonly map: ServiceMap;
}

/** Reads a cluster's objects. */
export function readingOf(objects: readonly Manifest[]): Reading {
  const index = buildIndex(objects);
  const topology = topologyOf(index);
  return { index, topology, map: serviceMap(topology, index) };
}

/** The pictures of one revision. */
export function picturesOf(reading: Reading): ClusterPictures {
  return { calls: callsPicture(reading.map), secrets: secretsPicture(reading) };
}

/**
 * The pictures of two revisions in one: what only the later has is added, what only the earlier had removed.
 *
 * @param changed names of the objects that differ, as `describe` gives them: a box with one of them behind it is changed
 */
export function differingPictures(
  before: ClusterPictures,
  after: ClusterPictures,
  changed: ReadonlySet<string>,
): ClusterPictures {
  return {
    calls: differing(before.calls, after.calls, changed),
    secrets: differing(before.secrets, after.secrets, changed),
  };
}

function differing(before: Picture, after: Picture, changed: ReadonlySet<string>): Picture {
  const boxState = (old: ShownBox, now: ShownBox) =>
    old.rows.join('\n') !== now.rows.join('\n') || now.objects.some((name) => changed.has(name));
  const arrowState = (old: ShownArrow, now: ShownArrow) => old.says.join('\n') !== now.says.join('\n');
  const arrowKey = ({ from, to, kind }: ShownArrow) => JSON.stringify([from, to, kind]);
  return {
    boxes: merged(before.boxes, after.boxes, ({ id }) => id, boxState),
    arrows: merged(before.arrows, after.arrows, arrowKey, arrowState),
  };
}

function merged<T extends { readonly state: State }>(
  before: readonly T[],
  after: readonly T[],
  key: (each: T) => string,
  differs: (old: T, now: T) => boolean,
): readonly T[] {
  const old = new Map(before.map((each) => [key(each), each]));
  const now = new Set(after.map(key));
  return [
    ...after.map((each): T => {
      const was = old.get(key(each));
      const state = was === undefined ? 'added' : differs(was, each) ? 'changed' : 'same';
      return { ...each, state };
    }),
    ...before.filter((each) => !now.has(key(each))).map((each): T => ({ ...each, state: 'removed' })),
  ];
}

function callsPicture({ boxes, arrows }: ServiceMap): Picture {
  return {
    boxes: boxes.map((box) => ({
      id: oneLine(box.id),
      kind: box.kind,
      group: oneLine(box.namespace ?? ''),
      name: oneLine(box.name),
      rows: box.versions.map((version) => oneLine(versionText(version))),
      objects: box.objects().map(describe),
      state: 'same',
    })),
    arrows: arrows.map(({ from, to, kind, says }) => ({
      from: oneLine(from),
      to: oneLine(to),
      kind,
      says: says.map(oneLine),
      state: 'same',
    })),
  };
}

/** From AWS secrets through Secrets to the services, and to other objects, that use them. */
function secretsPicture({ index, topology, map }: Reading): Picture {
  const boxes = new Map<string, ShownBox>();
  const arrows = new Map<string, ShownArrow>();
  const add = (box: Omit<ShownBox, 'state'>) => {
    const objects = [...new Set([...(boxes.get(box.id)?.objects ?? []), ...box.objects])];
    boxes.set(box.id, { ...box, objects, state: 'same' });
  };
  const draw = (from: string, to: string, says: readonly string[]) => {
    const key = JSON.stringify([from, to]);
    const known = arrows.get(key)?.says ?? [];
    arrows.set(key, { from, to, kind: 'secret', says: [...new Set([...known, ...says])], state: 'same' });
  };
  const owners = new Map<string, Box>(
    map.boxes.flatMap((box) =>
      box.objects().map((object) => [`${object.kind} ${nameOf(object)}`, box] as const),
    ),
  );
  for (const { source, secret, key, users } of topology.secrets) {
    const [from, to] = [oneLine(`source ${source}`), oneLine(`secret ${secret}`)];
    const [namespace, own = ''] = secret.split('/');
    const objects = index
      .provisions(objectId('', 'Secret', namespace, own))
      .flatMap(({ by }) => (by === undefined ? [] : describe(by)));
    add({ id: from, kind: 'source', group: '', name: oneLine(source), rows: [], objects });
    add({ id: to, kind: 'secret', group: '', name: oneLine(secret), rows: [], objects });
    draw(from, to, [oneLine(key)]);
    for (const user of users) {
      const owner = owners.get(user);
      const id = oneLine(owner?.id ?? `user ${user}`);
      const name =
        owner === undefined
          ? user
          : owner.namespace === undefined
            ? owner.name
            : `${owner.namespace}/${owner.name}`;
      add({
        id,
        kind: owner?.kind ?? 'user',
        group: '',
        name: oneLine(name),
        rows: [],
        objects: owner?.objects().map(describe) ?? [],
      });
      draw(to, id, owner === undefined ? [] : [oneLine(user)]);
    }
  }
  return { boxes: [...boxes.values()], arrows: [...arrows.values()] };
}
