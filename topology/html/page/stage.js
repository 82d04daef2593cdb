/**
 * A picture on the page: it draws what `topologyLayout` placed, and is moved and scaled by mouse, wheel, fingers and keys.
 */
globalThis.topologyStage = (() => {
  const svgName = 'http://www.w3.org/2000/svg';
  const words = {
    gateway: 'gateway',
    service: 'service',
    caller: 'caller',
    host: 'host outside the mesh',
    group: 'folded namespace',
    source: 'AWS secret',
    secret: 'Secret',
    user: 'user of a Secret',
  };
  const stateWords = { same: '', added: ', added', removed: ', removed', changed: ', changed' };

  function draw(name, attributes, ...children) {
    const element = document.createElementNS(svgName, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    element.append(...children);
    return element;
  }

  const round = (number) => Math.round(number * 10) / 10;

  /** A smooth line through the points. */
  function curve(points) {
    const [first, ...rest] = points;
    if (rest.length === 0) return '';
    let path = `M${round(first.x)} ${round(first.y)}`;
    rest.forEach((point, index) => {
      const next = rest[index + 1];
      path +=
        next === undefined
          ? `L${round(point.x)} ${round(point.y)}`
          : `Q${round(point.x)} ${round(point.y)} ${round((point.x + next.x) / 2)} ${round((point.y + next.y) / 2)}`;
    });
    return path;
  }

  class Stage {
    /**
     * @param element the `svg` to draw in
     * @param actions.choose called with a box that was chosen
     * @param actions.fold called with the group whose title or folded box was chosen
     */
    constructor(element, actions) {
      this.element = element;
      this.actions = actions;
      this.scene = draw('g', {});
      this.view = { x: 0, y: 0, scale: 1 };
      this.pointers = new Map();
      this.listen();
    }

    /** Draws a picture, without the groups that are folded. */
    show(picture, closed) {
      this.placed = globalThis.topologyLayout.layout(picture, closed);
      const tips = ['routed', 'permitted', 'leaves', 'secret', 'added', 'removed', 'changed'];
      const markers = tips.map((kind) => {
        const shape = {
          id: `${this.element.id}-${kind}`,
          viewBox: '0 0 8 8',
          refX: 8,
          refY: 4,
          markerWidth: 11,
          markerHeight: 11,
          markerUnits: 'userSpaceOnUse',
          orient: 'auto',
        };
        return draw('marker', shape, draw('path', { class: `tip ${kind}`, d: 'M0 0 8 4 0 8z' }));
      });
      this.nodes = new Map();
      this.lines = [];
      this.scene.replaceChildren(
        ...this.placed.groups.map((group) => this.group(group)),
        ...this.placed.arrows.map((arrow) => this.arrow(arrow)),
        ...this.placed.arrows.filter(({ label }) => label !== '').map((arrow) => this.label(arrow)),
        ...this.placed.boxes.toSorted((a, b) => a.x - b.x || a.y - b.y).map((box) => this.box(box)),
      );
      this.element.replaceChildren(draw('defs', {}, ...markers), this.scene);
      this.begin();
    }

    group({ name, x, y, width, height }) {
      const title = draw('text', { class: 'title', x: round(x + 12), y: round(y + 17) });
      title.textContent = name;
      const fold = draw(
        'g',
        {
          class: 'fold',
          role: 'button',
          tabindex: 0,
          'aria-label': `fold namespace ${name}`,
          'data-group': name,
        },
        draw('rect', { class: 'handle', x: round(x), y: round(y), width: round(width), height: 24, rx: 8 }),
        title,
      );
      this.pressed(fold, () => this.actions.fold(name));
      return draw(
        'g',
        { class: 'group' },
        draw('rect', { x: round(x), y: round(y), width: round(width), height: round(height), rx: 8 }),
        fold,
      );
    }

    arrow({ arrows, points, from, to }) {
      const kinds = new Set(arrows.map(({ kind }) => kind));
      const kind = ['routed', 'secret', 'permitted', 'leaves'].find((each) => kinds.has(each));
      const states = new Set(arrows.map(({ state }) => state));
      const state = states.size > 1 ? 'changed' : [...states][0];
      const tip = state === 'same' ? kind : state;
      const line = draw('path', {
        class: `edge ${kind} ${state}`,
        d: curve(points),
        'marker-end': `url(#${this.element.id}-${tip})`,
        'aria-hidden': true,
        'data-from': from,
        'data-to': to,
      });
      this.lines.push(line);
      return line;
    }

    label({ label, x, y, from, to }) {
      const text = draw('text', {
        class: 'label',
        x: round(x),
        y: round(y - 5),
        'text-anchor': 'middle',
        'aria-hidden': true,
      });
      text.textContent = label;
      text.dataset.from = from;
      text.dataset.to = to;
      this.lines.push(text);
      return text;
    }

    box(box) {
      const { id, kind, lines, state, x, y, width, height } = box;
      const rounded = kind === 'gateway' || kind === 'caller' ? Math.min(18, height / 2) : 6;
      const rows = lines.map((line, index) => {
        const top = y + 6 + globalThis.topologyLayout.lineHeight * index + 13;
        const text = draw('text', {
          class: index === 0 ? 'name' : 'detail',
          x: round(x + 12),
          y: round(top),
        });
        text.textContent = line;
        return text;
      });
      const said = `${words[kind]} ${[box.name, ...box.rows].join(', ')}${box.group === '' ? '' : `, in ${box.group}`}${stateWords[state]}`;
      const title = draw('title', {});
      title.textContent = said;
      const node = draw(
        'g',
        { class: `node ${kind} ${state}`, role: 'button', tabindex: 0, 'aria-label': said, 'data-node': id },
        title,
        draw('rect', { x: round(x), y: round(y), width: round(width), height: round(height), rx: rounded }),
        ...rows,
      );
      this.pressed(node, () => (kind === 'group' ? this.actions.fold(box.name) : this.actions.choose(box)));
      node.addEventListener('keydown', (event) => this.walk(event, id));
      node.addEventListener('focus', () => this.reveal(id));
      this.nodes.set(id, node);
      return node;
    }

    pressed(element, act) {
      element.addEventListener('click', () => {
        if (!this.dragged) act();
      });
      element.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        act();
      });
    }

    /** Arrow keys: right to what the box calls, left to who calls it, up and down to its neighbours. */
    walk(event, id) {
      const here = this.placed.boxes.find((box) => box.id === id);
      const next = {
        ArrowRight: () => this.placed.arrows.filter(({ from }) => from === id).map(({ to }) => to),
        ArrowLeft: () => this.placed.arrows.filter(({ to }) => to === id).map(({ from }) => from),
        ArrowDown: () => this.beside(here, 1),
        ArrowUp: () => this.beside(here, -1),
      }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      this.nodes.get(next()[0])?.focus();
    }

    beside(here, direction) {
      return this.placed.boxes
        .filter(({ y, id }) => id !== here.id && Math.sign(y - here.y) === direction)
        .toSorted(
          (a, b) =>
            Math.hypot((a.x - here.x) * 3, a.y - here.y) - Math.hypot((b.x - here.x) * 3, b.y - here.y),
        )
        .map(({ id }) => id);
    }

    /** Lights up a box with all that leads to it and all that it leads to; without one nothing is faded. */
    light(id) {
      const lit =
        id === undefined
          ? undefined
          : new Set([...this.reach(id, 'from', 'to'), ...this.reach(id, 'to', 'from')]);
      for (const [name, node] of this.nodes) {
        node.classList.toggle('chosen', name === id);
        node.classList.toggle('lit', lit?.has(name) ?? false);
        node.classList.toggle('dim', lit !== undefined && !lit.has(name));
      }
      const ways =
        id === undefined
          ? undefined
          : new Set([...this.ways(id, 'from', 'to'), ...this.ways(id, 'to', 'from')]);
      for (const line of this.lines) {
        const way = JSON.stringify([line.dataset.from, line.dataset.to]);
        line.classList.toggle('lit', ways?.has(way) ?? false);
        line.classList.toggle('dim', ways !== undefined && !ways.has(way));
      }
    }

    reach(id, start, end) {
      const found = new Set([id]);
      for (const each of found)
        for (const arrow of this.placed.arrows) if (arrow[start] === each) found.add(arrow[end]);
      return found;
    }

    ways(id, start, end) {
      const reached = this.reach(id, start, end);
      return this.placed.arrows
        .filter((arrow) => reached.has(arrow[start]))
        .map(({ from, to }) => JSON.stringify([from, to]));
    }

    /** Fades the boxes that a search does not leave; `undefined` for no search. */
    search(found) {
      for (const [name, node] of this.nodes)
        node.classList.toggle('faded', found !== undefined && !found.has(name));
    }

    /** Moves a box into the middle. */
    jump(id) {
      const box = this.placed.boxes.find((each) => each.id === id);
      if (box === undefined) return;
      const { width, height } = this.size();
      const scale = Math.max(this.view.scale, Math.min(1, width / (box.width + 40)));
      this.view = {
        scale,
        x: width / 2 - (box.x + box.width / 2) * scale,
        y: height / 2 - (box.y + box.height / 2) * scale,
      };
      this.apply();
    }

    /** Moves the picture where the box that has the focus would be out of sight. */
    reveal(id) {
      const box = this.placed.boxes.find((each) => each.id === id);
      const { width, height } = this.size();
      const { x, y, scale } = this.view;
      const [left, top] = [box.x * scale + x, box.y * scale + y];
      if (left < 0 || top < 0 || left + box.width * scale > width || top + box.height * scale > height)
        this.jump(id);
    }

    size() {
      const { width, height } = this.element.getBoundingClientRect();
      return { width: width || 1, height: height || 1 };
    }

    fit() {
      const { width, height } = this.size();
      const scale = Math.min(1.25, width / (this.placed.width + 8), height / (this.placed.height + 8));
      this.view = {
        scale,
        x: (width - this.placed.width * scale) / 2,
        y: (height - this.placed.height * scale) / 2,
      };
      this.apply();
    }

    /** All of it where that can be read, else its left end. */
    begin() {
      this.fit();
      const readable = 0.4;
      if (this.view.scale >= readable) return;
      this.view = { scale: readable, x: 0, y: (this.size().height - this.placed.height * readable) / 2 };
      this.apply();
    }

    /** Scales about a point of the stage; its middle where none is given. */
    zoom(factor, at) {
      const { width, height } = this.size();
      const { x, y } = at ?? { x: width / 2, y: height / 2 };
      const scale = Math.min(4, Math.max(0.05, this.view.scale * factor));
      const ratio = scale / this.view.scale;
      this.view = { scale, x: x - (x - this.view.x) * ratio, y: y - (y - this.view.y) * ratio };
      this.apply();
    }

    move(x, y) {
      this.view = { ...this.view, x: this.view.x + x, y: this.view.y + y };
      this.apply();
    }

    apply() {
      const { x, y, scale } = this.view;
      this.scene.setAttribute(
        'transform',
        `translate(${round(x)} ${round(y)}) scale(${Math.round(scale * 1000) / 1000})`,
      );
    }

    listen() {
      const { element } = this;
      const place = ({ clientX, clientY }) => {
        const { left, top } = element.getBoundingClientRect();
        return { x: clientX - left, y: clientY - top };
      };
      element.addEventListener(
        'wheel',
        (event) => {
          event.preventDefault();
          this.zoom(Math.exp(-event.deltaY / 400), place(event));
        },
        { passive: false },
      );
      element.addEventListener('pointerdown', (event) => {
        this.pointers.set(event.pointerId, place(event));
        this.dragged = false;
      });
      element.addEventListener('pointermove', (event) => {
        const before = this.pointers.get(event.pointerId);
        if (before === undefined) return;
        const now = place(event);
        const [other] = [...this.pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
        if (other === undefined) this.move(now.x - before.x, now.y - before.y);
        else {
          const distance = (point) => Math.hypot(point.x - other.x, point.y - other.y) || 1;
          this.zoom(distance(now) / distance(before), other);
        }
        if (Math.hypot(now.x - before.x, now.y - before.y) > 2) this.dragged = true;
        this.pointers.set(event.pointerId, now);
      });
      for (const end of ['pointerup', 'pointercancel', 'pointerleave'])
        element.addEventListener(end, ({ pointerId }) => this.pointers.delete(pointerId));
      element.addEventListener('keydown', ({ key, target }) => {
        if (key === '+' || key === '=') this.zoom(1.25);
        if (key === '-') this.zoom(0.8);
        if (key === '0') this.fit();
        if (target !== element) return;
        const [x, y] = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[
          key
        ] ?? [0, 0];
        if (x !== 0 || y !== 0) this.move(x, y);
      });
    }
  }

  return Stage;
})();
