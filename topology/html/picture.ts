import type { NodeKind } from './graph';
import { fitted, type Layout, lineHeight, type PlacedEdge, type PlacedNode } from './layout';
import { escapeHtml, shownHtml } from './markup';

/** What each kind of box is called, for those who hear the page. */
const words: Readonly<Record<NodeKind, string>> = {
  gateway: 'gateway',
  route: 'route',
  caller: 'caller',
  service: 'service',
  version: 'version',
  host: 'host outside',
  source: 'AWS secret',
  secret: 'Secret',
  user: 'user of a Secret',
};

/**
 * The picture as SVG: each box is a button that opens its objects.
 *
 * @param id unlike that of every other picture of the page: an arrow's head is found by it
 */
export function picture(id: string, title: string, { nodes, edges, width, height }: Layout): string {
  return [
    `<svg class="picture" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" role="group" aria-label="${shownHtml(title)}">`,
    `<defs><marker id="${escapeHtml(id)}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="tip" fill="#808a99" d="M0 0 8 4 0 8z"/></marker></defs>`,
    ...edges.map((edge) => line(edge, id)),
    ...edges.filter(({ label }) => label !== '').map(labelOf),
    ...nodes.map(box),
    '</svg>',
  ].join('\n');
}

function line({ kind, start: [x1, y1], end: [x2, y2] }: PlacedEdge, tip: string): string {
  const bend = Math.max(24, (x2 - x1) / 2);
  const path = `M${round(x1)} ${round(y1)}C${round(x1 + bend)} ${round(y1)} ${round(x2 - bend)} ${round(y2)} ${round(x2 - 2)} ${round(y2)}`;
  return `<path class="edge ${kind}" d="${path}" marker-end="url(#${escapeHtml(tip)})" aria-hidden="true"/>`;
}

function labelOf({ label, start: [x1, y1], end: [x2, y2] }: PlacedEdge): string {
  // Nearer to the end than to the start, where arrows of one box have parted.
  const x = x1 + (x2 - x1) * 0.62;
  const y = y1 + (y2 - y1) * 0.7;
  const text = shownHtml(fitted(label));
  return `<text class="label" x="${round(x)}" y="${round(y - 5)}" text-anchor="middle">${text}</text>`;
}

function box({ kind, lines, objects, id, x, y, width, height }: PlacedNode): string {
  const name = `${words[kind]} ${lines.join(', ')}`;
  const rows = lines.map((each, index) => {
    const top = y + 6 + lineHeight * index + 13;
    return `<text class="${index === 0 ? 'name' : 'detail'}" x="${round(x + 12)}" y="${round(top)}">${shownHtml(fitted(each))}</text>`;
  });
  const button = objects.length === 0 ? 'role="img"' : 'role="button" tabindex="0"';
  return [
    `<g class="node ${kind}" ${button} aria-label="${shownHtml(name)}" data-node="${shownHtml(id)}">`,
    `<title>${shownHtml(name)}</title>`,
    `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${kind === 'gateway' || kind === 'caller' ? round(height / 2) : 6}"/>`,
    ...rows,
    '</g>',
  ].join('');
}

function round(number: number): string {
  return String(Math.round(number * 10) / 10);
}
