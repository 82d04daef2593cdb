import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** What each room may import of the others. Everything goes forward along the one path that data takes. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  credentials: [],
  config: ['credentials', 'imports', 'kong-plugins', 'pod-spec'],
  'kong-plugins': [],
  'pod-spec': [],
  imports: [],
  charts: ['api', 'config', 'imports', 'kong-plugins', 'pod-spec'],
  references: ['credentials', 'imports'],
  diff: ['credentials', 'references', 'topology', 'imports'],
  plan: ['references', 'imports'],
  checks: ['api', 'credentials', 'pod-spec', 'references', 'imports', 'kong-plugins'],
  topology: ['credentials', 'references'],
  routing: ['references'],
  output: [],
  konnect: ['config', 'credentials'],
  api: [],
  bin: ['commands', 'main', 'references', 'tools'],
  migrate: ['references', 'charts', 'config'],
};

/** What belongs to no room: the plain form of an object, which they hand to each other, the sense of a misspelt
 * name, and how a text reaches a terminal. */
const shared: readonly string[] = ['references/manifest', 'references/nearest', 'references/printable'];

/** Rooms without side effects: they touch no disk, clock, network or environment. */
const pure = [
  'credentials',
  'config',
  'charts',
  'references',
  'plan',
  'checks',
  'topology',
  'diff',
  'routing',
  'kong-plugins',
  'pod-spec',
  'migrate',
];

const root = resolve(__dirname, '..');

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => join(folder, file));
}

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/\b(?:from|import|require)\s*\(?\s*'([^']+)'/g)].flatMap(
    (match) => match[1] ?? [],
  );
}

const present = Object.keys(rooms).filter((room) => readdirSync(root).includes(room));

describe.each(present)('the room %s', (room) => {
  const files = sourceFiles(room);

  it('imports only the rooms that lie before it on the path', () => {
    const allowed = new Set([room, ...(rooms[room] ?? [])]);
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => target.startsWith('.'))
        .map((target) => relative(root, resolve(root, dirname(file), target)))
        .filter((target) => !shared.includes(target) && !allowed.has(target.split('/')[0] ?? ''))
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  if (pure.includes(room)) {
    it('touches neither disk, clock, network nor environment', () => {
      const wrong = files.flatMap((file) => {
        const text = readFileSync(join(root, file), 'utf8');
        const modules = importsOf(file).filter((target) =>
          /^(node:)?(fs|net|https?|child_process|os)(\/|$)/.test(target),
        );
        const calls =
          text.match(/\bprocess\.(env|cwd|argv)\b|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/g) ?? [];
        return [...modules, ...calls].map((what) => `${file} uses ${what}`);
      });
      expect(wrong).toEqual([]);
    });
  }
});
