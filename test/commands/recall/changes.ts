import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { checksum } from '../../../output/ownership';
import { write } from '../../output/folders';
import { fleet } from './fleet';

/** Changes something in a repository, the same in each that is alike; the number says which of several. */
export type Change = (root: string, number: number) => void;

const INDEX = 'meshwright.lock.json';
const clusterFiles = Object.keys(fleet).filter((path) => /clusters\/[^_]/.test(path));
const pick = <Item>(items: readonly Item[], number: number): Item | undefined =>
  items[number % Math.max(1, items.length)];

/** Of every kind of input. */
export const inputs: Readonly<Record<string, Change>> = {
  'a file says something else': edited(['clusters/mesh.yaml'], (text, number) =>
    text.replace(/shop: \{.*?\}(?=, desk)/, `shop: {services: {shop: {replicas: ${1 + (number % 4)}}}}`),
  ),
  'a line before all others': edited(clusterFiles, (text, number) => `# ${number}\n${text}`),
  'a value of the base': edited(['clusters/_base.yaml'], (text, number) =>
    text.replace(/host: [^}]*/, `host: shop-${number % 3}.example.com`),
  ),
  'an application': edited(['applications/desk.yaml', 'applications/shop.yaml'], (text, number) =>
    text.replace(/:1\.\d/, `:1.${number % 5}`),
  ),
  'an unknown key': edited(Object.keys(fleet), (text) => `${text}nonsense: 1\n`),
  'what is no YAML': edited(Object.keys(fleet), (text) => `${text}a: [\n`),
  'a byte order mark': edited(clusterFiles, (text) => `\uFEFF${text}`),
  'a byte that is no text': edited(clusterFiles, (text) => `${text}\0`),
  'an application that nobody names': (root, number) =>
    write(root, {
      'applications/spare.yaml': number % 2 === 0 ? (fleet['applications/shop.yaml'] ?? '') : 'wrong: 1\n',
    }),
  'no application of a name': removed(['applications/spare.yaml', 'applications/shop.yaml']),
  'another file of the same name': (root) => write(root, { 'applications/desk.yml': 'image: a\n' }),
  'a second base': (root, number) => {
    write(root, { 'clusters/_more.yaml': `gateway: {replicas: ${2 + (number % 3)}}\n` });
    edited(clusterFiles, (text) => text.replace('[_base]', '[_base, _more]'))(root, number);
  },
  'no second base': removed(['clusters/_more.yaml']),
  'a cluster comes': (root, number) =>
    write(root, {
      [`clusters/new-${number % 2}.yaml`]: (fleet['clusters/plain.yaml'] ?? '').replace('plain', 'new'),
    }),
  'a cluster goes': removed([...clusterFiles, 'clusters/new-0.yaml']),
  'a cluster has another name': (root, number) => {
    const path = pick(clusterFiles, number) ?? '';
    if (fs.existsSync(join(root, path))) fs.renameSync(join(root, path), join(root, 'clusters/renamed.yaml'));
  },
  'a folder in place of a file': (root, number) =>
    put(root, pick(clusterFiles, number) ?? '', (file) => fs.mkdirSync(file)),
  'a named pipe in place of a file': (root, number) =>
    put(root, pick(clusterFiles, number) ?? '', (file) => execFileSync('mkfifo', [file])),
  'one prefix for two': edited(['clusters/hub-two.yaml'], (text) =>
    text.replace('namePrefix: two', 'namePrefix: one'),
  ),
  'one zone for two': edited(['clusters/hub-one.yaml'], (text) => text.replace('zone: one', 'zone: two')),
  'settings of findings': (root, number) =>
    write(root, {
      'meshwright.yaml': `check: {severities: [{rule: "a/b${number % 3}", severity: off, reason: so}]}\n`,
    }),
  'no settings': removed(['meshwright.yaml']),
  'all as it was': (root) => {
    for (const folder of ['clusters', 'applications']) remove(root, folder);
    write(root, fleet);
  },
};

/** Of every kind of what may happen to the output. */
export const outputs: Readonly<Record<string, Change>> = {
  'a file of the same size and time': ofFile((file, text) => {
    const { atime, mtime } = fs.statSync(file);
    fs.writeFileSync(
      file,
      text.replace(/[a-z]/, (letter) => (letter === 'x' ? 'y' : 'x')),
    );
    fs.utimesSync(file, atime, mtime);
  }),
  'a file cut short': ofFile((file, text) => fs.writeFileSync(file, text.slice(0, text.length / 2))),
  'an empty file': ofFile((file) => fs.writeFileSync(file, '')),
  'a file less': ofFile((file) => fs.rmSync(file)),
  'a file of another name': ofFile((file) => fs.renameSync(file, `${file}.old`)),
  'a link to what the file says': ofFile((file, text) => {
    fs.writeFileSync(`${file}.old`, text);
    fs.rmSync(file);
    fs.symlinkSync(`${file.split('/').at(-1)}.old`, file);
  }),
  'a folder for a file': ofFile((file) => {
    fs.rmSync(file);
    fs.mkdirSync(file);
  }),
  'a named pipe for a file': ofFile((file) => {
    fs.rmSync(file);
    execFileSync('mkfifo', [file]);
  }),
  'a link to the same folder': ofFile((file) => {
    // The cluster's own folder, for a file that lies there: one of another name is another cluster's.
    const folder = dirname(file);
    fs.renameSync(folder, `${folder}.old`);
    fs.symlinkSync(`${folder.split('/').at(-1)}.old`, folder);
  }),
  'a file and its sum in the index': ofFile((file, text) => {
    const index = indexAbove(file);
    if (index === undefined) return;
    fs.writeFileSync(file, `${text}# mine\n`);
    edited([''], (listed) => listed.replace(checksum(text), checksum(`${text}# mine\n`)))(index, 0);
  }),
  'an index of an older version': ofIndex((text) => text.replace(/ {2}"(meshwright|inputs)": .*\n/g, '')),
  'an index of another input': ofIndex((text) => text.replace(/("inputs": ")../, '$100')),
  'an index that lists a file less': ofIndex((text) => text.replace(/ {4}".*": ".*",\n/, '')),
  'an index that is none': ofIndex((text) => text.slice(0, 100)),
  'no index': ofIndex(() => undefined),
  "a file of somebody else's": (root, number) =>
    write(root, { [`dist/${pick(names(root), number) ?? 'mine'}/notes.txt`]: 'mine\n' }),
  'no cluster': (root, number) => remove(root, `dist/${pick(names(root), number) ?? 'none'}`),
  'no output': (root) => remove(root, 'dist'),
};

function edited(paths: readonly string[], change: (text: string, number: number) => string): Change {
  return (root, number) => {
    const file = join(root, pick(paths, number) ?? '');
    if (fs.lstatSync(file, { throwIfNoEntry: false })?.isFile() !== true) return;
    fs.writeFileSync(file, change(fs.readFileSync(file, 'utf8'), number));
  };
}

function removed(paths: readonly string[]): Change {
  return (root, number) => remove(root, pick(paths, number) ?? '');
}

function remove(root: string, path: string): void {
  fs.rmSync(join(root, path), { recursive: true, force: true });
}

function put(root: string, path: string, make: (file: string) => void): void {
  remove(root, path);
  make(join(root, path));
}

/** The folders of the output. */
function names(root: string): readonly string[] {
  const out = join(root, 'dist');
  return fs.existsSync(out) ? fs.readdirSync(out).filter((name) => !name.startsWith('.')) : [];
}

/** Changes a file of the output, any but the indexes. */
function ofFile(change: (file: string, text: string) => void): Change {
  return (root, number) => {
    const out = join(root, 'dist');
    if (!fs.existsSync(out)) return;
    const files = fs
      .readdirSync(out, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== INDEX)
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    const file = pick(files, number);
    if (file !== undefined) change(file, fs.readFileSync(file, 'utf8'));
  };
}

function ofIndex(change: (text: string) => string | undefined): Change {
  return (root, number) => {
    const index = join(root, 'dist', pick(names(root), number) ?? '', INDEX);
    if (!fs.existsSync(index)) return;
    const text = change(fs.readFileSync(index, 'utf8'));
    if (text === undefined) fs.rmSync(index);
    else fs.writeFileSync(index, text);
  };
}

function indexAbove(file: string): string | undefined {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    if (fs.existsSync(join(folder, INDEX))) return join(folder, INDEX);
  }
  return undefined;
}
