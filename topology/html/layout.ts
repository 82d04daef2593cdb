import type { Graph, GraphEdge, GraphNode } from './graph';

/** A box with its place, in pixels. */
export interface PlacedNode extends GraphNode {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An arrow with its two ends, in pixels. */
export interface PlacedEdge extends GraphEdge {
  readonly start: readonly [x: number, y: number];
  readonly end: readonly [x: number, y: number];
}

export interface Layout {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

const letter = 7.7;
export const lineHeight = 18;
const padding = 12;
const columnGap = 84;
const rowGap = 18;
const margin = 16;
const widest = 46;

/** A line of a box, cut where it is longer than the widest box. */
export function fitted(line: string): string {
  return line.length > widest ? `${line.slice(0, widest - 1)}…` : line;
}

/**
 * Places a graph in columns: boxes of a layer stand below each other, in the order of the boxes that lead to them, so that
 * few arrows cross. Arrows lead from each column to a later one.
 */
export function layout({ nodes, edges }: Graph): Layout {
  const layers = [...new Set(nodes.map(({ layer }) => layer))].toSorted((a, b) => a - b);
  const columns = layers.map((layer) => nodes.filter((node) => node.layer === layer));
  sortByNeighbours(columns, edges);
  const heights = columns.map((column) =>
    column.reduce((sum, node) => sum + heightOf(node) + rowGap, -rowGap),
  );
  const tallest = Math.max(0, ...heights);
  const placed = new Map<string, PlacedNode>();
  let x = margin;
  for (const [index, column] of columns.entries()) {
    const width = Math.max(...column.map(widthOf));
    let y = margin + (tallest - (heights[index] ?? 0)) / 2;
    for (const node of column) {
      const height = heightOf(node);
      placed.set(node.id, { ...node, x, y, width, height });
      y += height + rowGap;
    }
    x += width + columnGap;
  }
  return {
    nodes: [...placed.values()],
    edges: edges.flatMap((edge) => place(edge, placed)),
    width: Math.max(0, x - columnGap + margin),
    height: tallest + 2 * margin,
  };
}

function widthOf({ lines }: GraphNode): number {
  return Math.max(...lines.map((line) => fitted(line).length)) * letter + 2 * padding;
}

function heightOf({ lines }: GraphNode): number {
  return lines.length * lineHeight + padding;
}

/** Two passes: each box to the middle of the boxes that lead to it, then to that of those it leads to. */
function sortByNeighbours(columns: GraphNode[][], edges: readonly GraphEdge[]): void {
  const position = new Map<string, number>();
  const number = () => {
    for (const column of columns)
      for (const [index, { id }] of column.entries()) position.set(id, index / column.length);
  };
  const middle = (ids: readonly string[], otherwise: number) =>
    ids.length === 0 ? otherwise : ids.reduce((sum, id) => sum + (position.get(id) ?? 0), 0) / ids.length;
  const sort = (column: GraphNode[], neighbours: (id: string) => readonly string[]) => {
    const places = new Map(column.map(({ id }) => [id, middle(neighbours(id), position.get(id) ?? 0)]));
    column.sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
    number();
  };
  number();
  for (let pass = 0; pass < 3; pass++) {
    for (const column of columns.slice(1)) {
      sort(column, (id) => edges.filter(({ to }) => to === id).map(({ from }) => from));
    }
    for (const column of columns.slice(0, -1).toReversed()) {
      sort(column, (id) => edges.filter(({ from }) => from === id).map(({ to }) => to));
    }
  }
}

function place(edge: GraphEdge, nodes: ReadonlyMap<string, PlacedNode>): readonly PlacedEdge[] {
  const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
  if (from === undefined || to === undefined) return [];
  return [
    {
      ...edge,
      start: [from.x + from.width, from.y + from.height / 2],
      end: [to.x, to.y + to.height / 2],
    },
  ];
}
