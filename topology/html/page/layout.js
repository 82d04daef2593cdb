/* global dagre */
/**
 * Where boxes and arrows of a picture stand, by Dagre: arrows lead to the right, boxes of one group stand together. A folded group
 * is one box, and arrows to what is in it lead to it.
 */
globalThis.topologyLayout = (() => {
  const letter = 7.6;
  const lineHeight = 18;
  const padding = 12;
  const widest = 40;
  const groupTitle = 24;
  const margin = 14;

  const fitted = (line) => (line.length > widest ? `${line.slice(0, widest - 1)}…` : line);

  /** The picture with folded groups: `boxes` to draw, `arrows` between them, each with the arrows that it stands for. */
  function folded({ boxes, arrows }, closed) {
    const shownAs = new Map();
    const shown = new Map();
    for (const box of boxes) {
      const isClosed = box.group !== '' && closed.has(box.group);
      const id = isClosed ? `group ${box.group}` : box.id;
      shownAs.set(box.id, id);
      if (!isClosed) {
        shown.set(id, { ...box, members: [box.id] });
        continue;
      }
      const group = shown.get(id) ?? {
        id,
        kind: 'group',
        group: '',
        name: box.group,
        rows: [],
        objects: [],
        state: 'same',
        members: [],
      };
      group.members.push(box.id);
      group.objects = [...new Set([...group.objects, ...box.objects])];
      if (box.state !== 'same') group.state = 'changed';
      group.rows = [`${group.members.length} ${group.members.length === 1 ? 'box' : 'boxes'}, folded`];
      shown.set(id, group);
    }
    const joined = new Map();
    for (const arrow of arrows) {
      const [from, to] = [shownAs.get(arrow.from), shownAs.get(arrow.to)];
      if (from === undefined || to === undefined || from === to) continue;
      const key = JSON.stringify([from, to]);
      const known = joined.get(key) ?? { from, to, arrows: [] };
      known.arrows.push(arrow);
      joined.set(key, known);
    }
    return { boxes: [...shown.values()], arrows: [...joined.values()] };
  }

  /** What is said beside an arrow: the one route, or how many. */
  function labelOf({ arrows }) {
    const keys = arrows
      .filter(({ kind, to }) => kind === 'secret' && to.startsWith('secret '))
      .flatMap(({ says }) => says);
    if (keys.length > 1) return `${keys.length} keys`;
    const said = [...keys, ...arrows.filter(({ kind }) => kind === 'routed').flatMap(({ says }) => says)];
    if (said.length > 1) return `${said.length} routes`;
    return fitted((said[0] ?? '').split(': ')[0]);
  }

  /** Places boxes that are in no box, by Dagre. @returns their middles, and the points of the arrows between them */
  function flat(boxes, arrows) {
    const graph = new dagre.graphlib.Graph();
    graph.setGraph({ rankdir: 'LR', nodesep: 24, edgesep: 12, ranksep: 64 });
    for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
    for (const { from, to, label } of arrows) {
      const size = label === '' ? {} : { width: label.length * letter, height: lineHeight, labelpos: 'c' };
      graph.setEdge(from, to, { ...size });
    }
    dagre.layout(graph);
    const left = Math.min(0, ...boxes.map(({ id, width }) => graph.node(id).x - width / 2));
    const top = Math.min(0, ...boxes.map(({ id, height }) => graph.node(id).y - height / 2));
    const moved = ({ x, y }) => ({ x: x - left, y: y - top });
    const at = new Map(boxes.map(({ id }) => [id, moved(graph.node(id))]));
    const right = Math.max(0, ...boxes.map(({ id, width }) => at.get(id).x + width / 2));
    const bottom = Math.max(0, ...boxes.map(({ id, height }) => at.get(id).y + height / 2));
    return {
      at,
      width: right,
      height: bottom,
      way: (from, to) => {
        const { points, x, y } = graph.edge(from, to);
        return { points: points.map(moved), label: x === undefined ? undefined : moved({ x, y }) };
      },
    };
  }

  function sized(box) {
    const lines = [box.name, ...box.rows].map(fitted);
    const width = Math.max(...lines.map(({ length }) => length)) * letter + 2 * padding;
    return { ...box, lines, width, height: lines.length * lineHeight + padding };
  }

  /** A line between two boxes: from the side of the one to the side of the other, over the points between. */
  function line(from, to, between) {
    const forth = from.x <= to.x;
    const at = (box, { y }, right) => ({
      x: right ? box.x + box.width : box.x,
      y: Math.min(Math.max(y, box.y + 8), box.y + box.height - 8),
    });
    const middle = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });
    const start = at(from, between[0] ?? middle(to), forth);
    const end = at(to, between.at(-1) ?? middle(from), !forth);
    const out = { x: start.x + (forth ? 18 : -18), y: start.y };
    const into = { x: end.x + (forth ? -22 : 22), y: end.y };
    return [start, out, ...between, into, end];
  }

  /**
   * Each group is laid out by itself, then the groups and the boxes without one beside each other: the engine's own way to nest them
   * loses boxes in large pictures.
   *
   * @returns boxes with `x y width height lines`, groups with the same, arrows with `points` and a `label` with `x y`
   */
  function layout(picture, closed) {
    const { boxes, arrows } = folded(picture, closed);
    const own = boxes.map(sized);
    const groupOf = new Map(own.map(({ id, group }) => [id, group]));
    const labelled = arrows.map((arrow) => ({ ...arrow, label: labelOf(arrow) }));
    const insides = new Map();
    for (const group of new Set(own.map(({ group }) => group).filter((group) => group !== ''))) {
      const members = own.filter((box) => box.group === group);
      const inner = labelled.filter(
        ({ from, to }) => groupOf.get(from) === group && groupOf.get(to) === group,
      );
      insides.set(group, flat(members, inner));
    }
    const outerId = (id) => (groupOf.get(id) === '' ? id : `in ${groupOf.get(id)}`);
    const outer = [
      ...own.filter(({ group }) => group === ''),
      ...[...insides].map(([group, { width, height }]) => ({
        id: `in ${group}`,
        width: Math.max(width, group.length * letter) + 2 * margin,
        height: height + groupTitle + margin,
      })),
    ];
    const crossing = new Map();
    for (const { from, to, label } of labelled) {
      const [start, end] = [outerId(from), outerId(to)];
      const key = JSON.stringify([start, end]);
      const longer = (crossing.get(key)?.label ?? '').length > label.length ? crossing.get(key).label : label;
      if (start !== end) crossing.set(key, { from: start, to: end, label: longer });
    }
    const whole = flat(outer, [...crossing.values()]);
    const corner = (id, { width, height }) => {
      const { x, y } = whole.at.get(id);
      return { x: margin + x - width / 2, y: margin + y - height / 2 };
    };
    const groups = outer
      .filter(({ id }) => !groupOf.has(id))
      .map((box) => ({
        name: box.id.slice('in '.length),
        ...corner(box.id, box),
        width: box.width,
        height: box.height,
      }));
    const inGroup = new Map(
      groups.map((group) => [group.name, { x: group.x + margin, y: group.y + groupTitle }]),
    );
    const placed = own.map((box) => {
      if (box.group === '') return { ...box, ...corner(box.id, box) };
      const { x, y } = insides.get(box.group).at.get(box.id);
      const start = inGroup.get(box.group);
      return { ...box, x: start.x + x - box.width / 2, y: start.y + y - box.height / 2 };
    });
    const boxOf = new Map(placed.map((box) => [box.id, box]));
    const lines = labelled.map((arrow) => {
      const { from, to, label } = arrow;
      const group = groupOf.get(from);
      const inside = group !== '' && group === groupOf.get(to);
      const start = inside ? inGroup.get(group) : { x: margin, y: margin };
      const way = inside ? insides.get(group).way(from, to) : whole.way(outerId(from), outerId(to));
      const between = way.points.slice(1, -1).map(({ x, y }) => ({ x: x + start.x, y: y + start.y }));
      const points = line(boxOf.get(from), boxOf.get(to), between);
      const middle = points[Math.floor(points.length / 2)];
      const at = way.label === undefined ? middle : { x: way.label.x + start.x, y: way.label.y + start.y };
      return { ...arrow, points, label, ...at };
    });
    return {
      width: whole.width + 2 * margin,
      height: whole.height + 2 * margin,
      boxes: placed,
      groups,
      arrows: lines,
    };
  }

  return { layout, lineHeight };
})();
