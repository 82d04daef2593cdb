/** The page: it chooses what is shown, and lists what is behind it. */
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const byId = (id) => document.getElementById(id);
  const element = Object.fromEntries(
    [
      'cluster',
      'search',
      'theme',
      'count',
      'objects',
      'yaml',
      'about',
      'calls',
      'secrets',
      'pictures',
      'fleet',
      'unfold',
      'differing',
    ].map((id) => [id, byId(id)]),
  );
  const title = element.yaml.querySelector('h2');
  const text = element.yaml.querySelector('pre');
  /** Above so many boxes a picture begins with its namespaces folded. */
  const many = 40;

  /** The id of the box that was chosen; undefined for none. */
  let chosen;
  let closed = new Set();
  let hit = 0;

  const stages = {
    calls: new globalThis.topologyStage(element.calls, { choose, fold }),
    secrets: new globalThis.topologyStage(element.secrets, { choose, fold }),
  };
  const themes = ['system', 'light', 'dark'];
  const dark = matchMedia('(prefers-color-scheme: dark)');

  function showTheme(theme) {
    element.theme.textContent = `Theme: ${theme}`;
    element.theme.dataset.theme = theme;
    document.documentElement.dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
  }

  function current() {
    const found = Object.hasOwn(data, element.cluster.value) ? data[element.cluster.value] : undefined;
    return found ?? { objects: {}, calls: { boxes: [], arrows: [] }, secrets: { boxes: [], arrows: [] } };
  }

  const allBoxes = () => [...current().calls.boxes, ...current().secrets.boxes];
  const boxOf = (id) => allBoxes().find((box) => box.id === id);
  const groups = () =>
    new Set(
      current()
        .calls.boxes.map(({ group }) => group)
        .filter((group) => group !== ''),
    );

  function matches(name, words) {
    const all = `${name}\n${current().objects[name]}`.toLowerCase();
    return words.every((word) => all.includes(word));
  }

  /** The boxes that a search finds: those of that name first, then those with such an object behind them. */
  function hits(words) {
    const boxes = allBoxes();
    const said = ({ name, group, rows }) => [group, name, ...rows].join(' ').toLowerCase();
    const named = boxes.filter((box) => words.every((word) => said(box).includes(word)));
    const behind = boxes.filter(({ objects }) => objects.some((name) => matches(name, words)));
    return [...new Set([...named, ...behind].map(({ id }) => id))];
  }

  const wanted = () => element.search.value.toLowerCase().split(/\s+/).filter(Boolean);

  /** Lists the objects that the search and the chosen box leave, and fades the other boxes. */
  function list() {
    const { objects } = current();
    const words = wanted();
    const all = Object.keys(objects);
    const found = (chosen === undefined ? all : (boxOf(chosen)?.objects ?? [])).filter((name) =>
      matches(name, words),
    );
    element.count.textContent = `${found.length} of ${all.length} objects${chosen === undefined ? '' : ', behind the chosen box'}`;
    element.objects.replaceChildren(...found.map((name) => item(objectButton(name))));
    const hit = words.length === 0 ? undefined : new Set(hits(words));
    for (const stage of Object.values(stages)) stage.search(hit === undefined ? undefined : shownOf(hit));
  }

  /** Ids as the picture shows them: those of folded groups for what is in them. */
  function shownOf(ids) {
    return new Set([...ids].map((id) => shownId(id)));
  }

  function shownId(id) {
    const group = boxOf(id)?.group ?? '';
    return group !== '' && closed.has(group) ? `group ${group}` : id;
  }

  function item(...children) {
    const made = document.createElement('li');
    made.append(...children);
    return made;
  }

  function button(label, act) {
    const made = document.createElement('button');
    made.type = 'button';
    made.append(...label);
    made.addEventListener('click', act);
    return made;
  }

  function objectButton(name) {
    const [kind, ...rest] = name.split(' ');
    const small = document.createElement('small');
    small.textContent = `${kind} `;
    const { changed = [], removed = [] } = current();
    const state = document.createElement('small');
    state.textContent = removed.includes(name) ? ' removed' : changed.includes(name) ? ' differs' : '';
    const made = button([small, rest.join(' '), state], () => open(name));
    made.dataset.object = name;
    return made;
  }

  /** One line of YAML, its key in colour. */
  function yamlLine(line) {
    const found = /^(\s*(?:- )*)([^\s:#'"-][^:]*:)( .*)?$/.exec(line);
    if (found === null) return [line, '\n'];
    const key = document.createElement('span');
    key.className = 'key';
    key.textContent = found[2];
    return [found[1], key, found[3] ?? '', '\n'];
  }

  function open(name) {
    title.textContent = name;
    text.replaceChildren(...(current().objects[name] ?? '').split('\n').flatMap(yamlLine));
    text.scrollTop = 0;
    element.yaml.hidden = false;
    for (const each of element.objects.querySelectorAll('button')) {
      each.setAttribute('aria-current', String(each.dataset.object === name));
    }
  }

  /** Who reaches a box, what it reaches and which secrets it reads, as lists of boxes to go on to. */
  function about(box) {
    const { calls, secrets, risks = [] } = current();
    const parts = [
      ['Reached by', calls.arrows.filter(({ to }) => to === box.id), 'from'],
      ['Reaches', calls.arrows.filter(({ from }) => from === box.id), 'to'],
      ['Reads', secrets.arrows.filter(({ to }) => to === box.id), 'from'],
      ['Read by', secrets.arrows.filter(({ from }) => from === box.id), 'to'],
    ];
    const words = { routed: 'routed', permitted: 'may call', leaves: 'leaves the mesh', secret: '' };
    const lists = parts
      .filter(([, arrows]) => arrows.length > 0)
      .flatMap(([heading, arrows, end]) => {
        const head = document.createElement('h3');
        head.textContent = heading;
        const list = document.createElement('ul');
        list.append(
          ...arrows.map((arrow) => {
            const other = boxOf(arrow[end]);
            const small = document.createElement('small');
            const state = arrow.state === 'same' ? '' : arrow.state;
            small.textContent = ` ${[words[arrow.kind], state, ...arrow.says].filter(Boolean).join(', ')}`;
            const name =
              other === undefined ? arrow[end] : [other.group, other.name].filter(Boolean).join('/');
            return item(button([name, small], () => go(arrow[end])));
          }),
        );
        return [head, list];
      });
    const own = new Set(box.objects);
    const found = risks.filter(({ object }) => own.has(object)).map(riskLine);
    const head = document.createElement('h2');
    head.textContent = [box.group, box.name].filter(Boolean).join('/');
    element.about.replaceChildren(head, ...found, ...lists);
    element.about.hidden = false;
  }

  function riskLine({ level, text }) {
    const line = document.createElement('p');
    line.className = `risk ${level}`;
    line.textContent = `${level}: ${text}`;
    return line;
  }

  /** What the change of the cluster risks; nothing where one revision is shown. */
  function aboutChange() {
    const { risks } = current();
    element.about.hidden = risks === undefined;
    if (risks === undefined) return;
    const head = document.createElement('h2');
    head.textContent = risks.length === 0 ? 'What differs risks nothing that a rule knows' : 'What differs';
    element.about.replaceChildren(head, ...risks.map(riskLine));
  }

  /** Chooses a box wherever it is, unfolds its group, and moves to it. */
  function go(id) {
    const group = boxOf(id)?.group ?? '';
    if (closed.delete(group)) drawn();
    chosen = undefined;
    choose({ id });
    for (const stage of Object.values(stages)) stage.jump(id);
    const stage = stages.calls.nodes.has(id) ? stages.calls : stages.secrets;
    stage.nodes.get(id)?.focus({ preventScroll: true });
  }

  function choose({ id }) {
    const again = chosen === id;
    clear();
    if (!again) {
      chosen = id;
      light(id);
      const box = boxOf(id);
      about(box);
      list();
      if (box.objects.length > 0) open(box.objects[0]);
    } else list();
  }

  /** Lights up the box in both pictures, and in that of secrets only what it reads. */
  function light(id) {
    stages.calls.light(stages.calls.nodes.has(id) ? id : undefined);
    stages.secrets.light(stages.secrets.nodes.has(id) ? id : undefined);
  }

  function clear() {
    chosen = undefined;
    element.yaml.hidden = true;
    aboutChange();
    for (const stage of Object.values(stages)) stage.light(undefined);
  }

  function fold(group) {
    if (!closed.delete(group)) closed.add(group);
    clear();
    drawn();
    list();
    const id = closed.has(group)
      ? `[data-node="${CSS.escape(`group ${group}`)}"]`
      : `[data-group="${CSS.escape(group)}"]`;
    element.calls.querySelector(id)?.focus();
  }

  function drawn() {
    const { calls, secrets } = current();
    byId('calls-part').hidden = calls.boxes.length === 0;
    byId('secrets-part').hidden = secrets.boxes.length === 0;
    stages.calls.show(calls, closed);
    stages.secrets.show(secrets, new Set());
    element.unfold.hidden = groups().size === 0;
    element.unfold.textContent = closed.size === 0 ? 'Fold all' : 'Unfold all';
  }

  function showCluster() {
    const isFleet = element.cluster.value === '';
    element.fleet.hidden = !isFleet;
    element.pictures.hidden = isFleet;
    document.body.classList.toggle('fleet', isFleet);
    for (const section of document.querySelectorAll('.cluster')) {
      section.hidden = section.dataset.cluster !== element.cluster.value;
    }
    closed = current().calls.boxes.length > many ? groups() : new Set();
    drawn();
    clear();
    list();
  }

  element.unfold.addEventListener('click', () => {
    closed = closed.size === 0 ? groups() : new Set();
    clear();
    drawn();
    list();
  });
  for (const control of document.querySelectorAll('[data-zoom]')) {
    const { stage, zoom } = control.dataset;
    control.addEventListener('click', () =>
      zoom === 'fit' ? stages[stage].fit() : stages[stage].zoom(Number(zoom)),
    );
  }
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    clear();
    element.search.value = '';
    list();
  });
  element.search.addEventListener('input', () => {
    hit = 0;
    list();
    const [first] = wanted().length === 0 ? [] : hits(wanted());
    if (first !== undefined) for (const stage of Object.values(stages)) stage.jump(shownId(first));
  });
  element.search.addEventListener('keydown', ({ key }) => {
    if (key !== 'Enter') return;
    const found = wanted().length === 0 ? [] : hits(wanted());
    const next = found[hit % found.length];
    hit += 1;
    if (next !== undefined) {
      const words = element.search.value;
      go(next);
      element.search.value = words;
      list();
      element.search.focus();
    }
  });
  element.cluster.addEventListener('change', showCluster);
  element.differing?.addEventListener('change', () => {
    element.fleet.classList.toggle('differing', element.differing.checked);
  });
  element.theme.addEventListener('click', () => {
    showTheme(themes[(themes.indexOf(element.theme.dataset.theme) + 1) % themes.length]);
  });
  dark.addEventListener('change', () => showTheme(element.theme.dataset.theme));
  for (const link of document.querySelectorAll('button[data-cluster]')) {
    link.addEventListener('click', () => {
      element.cluster.value = link.dataset.cluster;
      showCluster();
    });
  }
  showTheme('system');
  showCluster();
})();
