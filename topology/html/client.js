const data = JSON.parse(document.getElementById('data').textContent);
const element = {
  cluster: document.getElementById('cluster'),
  search: document.getElementById('search'),
  theme: document.getElementById('theme'),
  count: document.getElementById('count'),
  objects: document.getElementById('objects'),
  yaml: document.getElementById('yaml'),
};
const title = element.yaml.querySelector('h2');
const text = element.yaml.querySelector('pre');

/** The objects behind the box that was chosen; null for all. */
let chosen = null;

const themes = ['system', 'light', 'dark'];
const dark = matchMedia('(prefers-color-scheme: dark)');

function showTheme(theme) {
  element.theme.textContent = `Theme: ${theme}`;
  element.theme.dataset.theme = theme;
  document.documentElement.dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
}

function current() {
  return data[element.cluster.value] ?? { objects: {}, nodes: {} };
}

function matches(name, words) {
  const all = `${name}\n${current().objects[name]}`.toLowerCase();
  return words.every((word) => all.includes(word));
}

/** Lists the objects that the search and the chosen box leave, and fades the boxes without any. */
function list() {
  const { objects, nodes } = current();
  const words = element.search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = new Set((chosen ?? Object.keys(objects)).filter((name) => matches(name, words)));
  element.count.textContent = `${found.size} of ${Object.keys(objects).length} objects${chosen ? ', behind the chosen box' : ''}`;
  element.objects.replaceChildren(
    ...[...found].map((name) => {
      const button = document.createElement('button');
      button.type = 'button';
      const [kind, ...rest] = name.split(' ');
      const small = document.createElement('small');
      small.textContent = `${kind} `;
      button.append(small, rest.join(' '));
      button.dataset.object = name;
      button.addEventListener('click', () => open(name));
      const item = document.createElement('li');
      item.append(button);
      return item;
    }),
  );
  for (const node of document.querySelectorAll('.cluster:not([hidden]) .node')) {
    const own = nodes[node.dataset.node] ?? [];
    const named = words.every((word) => node.getAttribute('aria-label').toLowerCase().includes(word));
    node.classList.toggle('faded', words.length > 0 && !named && !own.some((name) => matches(name, words)));
  }
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
  text.replaceChildren(...current().objects[name].split('\n').flatMap(yamlLine));
  text.scrollTop = 0;
  element.yaml.hidden = false;
  for (const button of element.objects.querySelectorAll('button')) {
    button.setAttribute('aria-current', String(button.dataset.object === name));
  }
}

function choose(node) {
  const own = current().nodes[node.dataset.node] ?? [];
  if (own.length === 0) return;
  const again = node.classList.contains('chosen');
  clear();
  if (!again) {
    chosen = own;
    node.classList.add('chosen');
  }
  list();
  if (!again) open(own[0]);
}

function clear() {
  chosen = null;
  element.yaml.hidden = true;
  for (const node of document.querySelectorAll('.chosen')) node.classList.remove('chosen');
}

function showCluster() {
  for (const section of document.querySelectorAll('.cluster')) {
    section.hidden = section.dataset.cluster !== element.cluster.value;
  }
  clear();
  list();
}

for (const node of document.querySelectorAll('.node[role="button"]')) {
  node.addEventListener('click', () => choose(node));
  node.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    choose(node);
  });
}
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  clear();
  element.search.value = '';
  list();
});
element.search.addEventListener('input', list);
element.cluster.addEventListener('change', showCluster);
element.theme.addEventListener('click', () => {
  showTheme(themes[(themes.indexOf(element.theme.dataset.theme) + 1) % themes.length]);
});
dark.addEventListener('change', () => showTheme(element.theme.dataset.theme));
showTheme('system');
showCluster();
