import { oneLine } from '../references/printable';
import { versionText } from './fleet';
import { sorted } from './names';
import type { Arrow, Box, ServiceMap } from './service-map';

/** A Mermaid flowchart and what it shows. */
export interface Flowchart {
  /** Empty for the one of the whole cluster. */
  readonly title: string;
  readonly text: string;
}

/** What Mermaid draws at most where code hosts run it: its defaults `maxTextSize` and `maxEdges`. */
const mostText = 50_000;
const mostEdges = 500;
/** Above so many boxes nobody finds anything. */
const mostBoxes = 120;
/** So many routes are named beside one arrow. */
const mostSaid = 5;

/**
 * The picture of a cluster as Mermaid: one flowchart, or, where it would be too large to be drawn, an overview of its namespaces and one
 * for each of them. A namespace that is too large alone has none; its tables say the same.
 */
export function flowcharts(map: ServiceMap): readonly Flowchart[] {
  if (map.boxes.length === 0) return [];
  const whole = { title: '', text: mermaid(map) };
  if (isDrawn(map, whole.text)) return [whole];
  const namespaces = sorted(map.boxes.map(({ namespace }) => namespace ?? ''));
  const parts = namespaces
    .filter((namespace) => namespace !== '')
    .map((namespace) => ({ namespace, map: part(map, namespace) }));
  return [
    { title: 'Overview', map: overview(map) },
    ...parts.map(({ namespace, map }) => ({ title: namespace, map })),
  ].flatMap(({ title, map }) => {
    const text = mermaid(map);
    return isDrawn(map, text, mostEdges) ? [{ title, text }] : [];
  });
}

function isDrawn({ arrows, boxes }: ServiceMap, text: string, most = mostBoxes): boolean {
  return text.length <= mostText && arrows.length <= mostEdges && boxes.length <= most;
}

/** The boxes of a namespace, and those at the other ends of their arrows. */
function part({ boxes, arrows }: ServiceMap, namespace: string): ServiceMap {
  const own = new Set(boxes.filter((box) => box.namespace === namespace).map(({ id }) => id));
  const shown = arrows.filter(({ from, to }) => own.has(from) || own.has(to));
  const ends = new Set([...own, ...shown.flatMap(({ from, to }) => [from, to])]);
  return { boxes: boxes.filter(({ id }) => ends.has(id)), arrows: shown };
}

/** One box for each namespace, and the hosts outside as one. */
function overview({ boxes, arrows }: ServiceMap): ServiceMap {
  const shown = new Map<string, Box>();
  const shownAs = new Map<string, string>();
  for (const box of boxes) {
    const made: Box =
      box.kind === 'host'
        ? { ...box, id: 'hosts', name: 'outside the mesh' }
        : box.namespace === undefined
          ? box
          : {
              ...box,
              id: `namespace ${box.namespace}`,
              name: box.namespace,
              namespace: undefined,
              versions: [],
            };
    shown.set(made.id, made);
    shownAs.set(box.id, made.id);
  }
  const joined = new Map<string, { readonly arrow: Arrow; count: number }>();
  for (const arrow of arrows) {
    const [from = '', to = ''] = [shownAs.get(arrow.from), shownAs.get(arrow.to)];
    const key = JSON.stringify([from, to, arrow.kind]);
    const known = joined.get(key);
    if (known !== undefined) known.count += 1;
    else if (from !== to) joined.set(key, { arrow: { ...arrow, from, to, says: [] }, count: 1 });
  }
  return {
    boxes: [...shown.values()],
    arrows: [...joined.values()].map(({ arrow, count }) => ({
      ...arrow,
      says: count === 1 ? [] : [`${count} times`],
    })),
  };
}

/** One flowchart: a box for each service with its versions, boxes of a namespace together. */
export function mermaid({ boxes, arrows }: ServiceMap): string {
  const lines = ['flowchart LR'];
  for (const box of boxes.filter(({ namespace }) => namespace === undefined)) lines.push(`  ${node(box)}`);
  for (const namespace of sorted(boxes.flatMap((box) => box.namespace ?? []))) {
    lines.push(`  subgraph ${idOf(`in ${namespace}`)}["${label(namespace)}"]`);
    for (const box of boxes) if (box.namespace === namespace) lines.push(`    ${node(box)}`);
    lines.push('  end');
  }
  for (const { from, to, kind, says } of drawn(arrows)) {
    const line = { routed: '-->', permitted: '-.->', leaves: '==>' }[kind];
    const said =
      says.length > mostSaid ? [...says.slice(0, mostSaid), `and ${says.length - mostSaid} more`] : says;
    const words =
      said.length > 0
        ? said.map(label).join('<br/>')
        : { routed: '', permitted: 'may call', leaves: 'may leave to' }[kind];
    lines.push(`  ${idOf(from)} ${line}${words === '' ? '' : `|"${words}"|`} ${idOf(to)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** The arrows without permissions for what is routed: the one line says both. */
function drawn(arrows: readonly Arrow[]): readonly Arrow[] {
  const key = ({ from, to }: Arrow) => JSON.stringify([from, to]);
  const routed = new Set(arrows.filter(({ kind }) => kind === 'routed').map(key));
  return arrows.filter((arrow) => arrow.kind !== 'permitted' || !routed.has(key(arrow)));
}

function node({ id, kind, name, versions }: Box): string {
  const text = [name, ...versions.map(versionText)].map(label).join('<br/>');
  const [open, close] = {
    gateway: ['([', '])'],
    caller: ['([', '])'],
    host: ['[/', '/]'],
    service: ['[', ']'],
  }[kind] ?? ['[', ']'];
  return `${idOf(id)}${open}"${text}"${close}`;
}

/** A box's id: letters, digits and underscores alone, different for different names, and the same while the name is. */
function idOf(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, (sign) =>
    sign === ' ' ? '_' : `_${sign.charCodeAt(0).toString(16)}_`,
  );
}

/** Text in a label's quotes: what Mermaid would read as markup is written as entities. */
function label(text: string): string {
  return oneLine(text).replaceAll('&', '#amp;').replaceAll('"', '#quot;').replaceAll('<', '#lt;');
}
