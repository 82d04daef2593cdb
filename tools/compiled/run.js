// `node tools/compiled/run.js ENTRY [arguments]`: runs a TypeScript program from a compiled copy in .cache/compiled.
//
// The copy is one bundle of the program and all that it loads, with the machine code that V8 made of it. It is used only
// if every file that went into it still has the same content, so that an edit is never ignored; otherwise it is made
// anew. A file is read only if the system says that it has been changed since. Without the copy a start costs a second:
// some 900 files to find, transform and compile.

const fs = require('node:fs');
const { createRequire, SourceMap } = require('node:module');
const { dirname, join, resolve } = require('node:path');
const { Script } = require('node:vm');
const { getEnvironmentData, isMainThread, setEnvironmentData, workerData } = require('node:worker_threads');
const { isAsRecorded, recordOf, sumOf } = require('./inputs.js');
const { markAtOnce, markBeside, optimizeLate } = require('./tier-up.js');

const root = resolve(__dirname, '../..');
const entry = isMainThread ? process.argv[2] : workerData.entry;
if (entry === undefined) {
  process.stderr.write('usage: node tools/compiled/run.js ENTRY [arguments]\n');
  process.exit(2);
}
const file = join(root, entry);
const folder = join(root, '.cache/compiled', entry.replaceAll('/', '-'));

// All threads of a process have the same flags.
if (isMainThread) {
  optimizeLate();
  markAtOnce();
}
const kept = isMainThread ? fresh() : startedCopy();
if (kept !== undefined) run(kept);
else build().then((made) => made && run(made));

/** The compiled copy, if all of its inputs are as they were. */
function fresh() {
  try {
    const manifest = JSON.parse(fs.readFileSync(join(folder, 'manifest.json'), 'utf8'));
    if (manifest.runtime !== runtime()) return undefined;
    for (const [path, record] of Object.entries(manifest.inputs)) {
      if (!isAsRecorded(`${root}/${path}`, record)) return undefined;
    }
    return copyNamed(manifest.bundle);
  } catch {
    // Nothing there yet, a file that is gone, a half-removed cache: whatever it is, it is made anew.
    return undefined;
  }
}

/** The copy that the first thread runs: a further one runs the same, and need not look at its inputs again. */
function startedCopy() {
  try {
    const name = getEnvironmentData(file);
    return name === undefined ? fresh() : copyNamed(name);
  } catch {
    return fresh();
  }
}

function copyNamed(name) {
  return { name, text: fs.readFileSync(join(folder, `${name}.js`), 'latin1') };
}

/** Compiles the program, and keeps the copy where the folder can be written; undefined, with its errors shown, if it is wrong. */
async function build() {
  const { bundle } = require('./bundle.js');
  const made = await bundle(root, entry);
  if (made === undefined) {
    process.exitCode = 1;
    return undefined;
  }
  const name = sumOf(made.text).slice(0, 32);
  if (made.files === undefined) return { name, text: made.text };
  const folders = [...new Set(Object.keys(made.files).filter(isOwn).map(dirname))];
  const records = folders.map((path) => [path, recordOf(join(root, path))]);
  const manifest = {
    runtime: runtime(),
    bundle: name,
    inputs: { ...made.files, ...Object.fromEntries(records) },
  };
  try {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    keep(`${name}.js`, made.text);
    keep(`${name}.js.map`, made.map);
    keep('manifest.json', JSON.stringify(manifest));
  } catch {
    // A checkout that cannot be written, or another run that does the same: the program runs without its copy.
  }
  return { name, text: made.text };
}

/** Runs the program as `node ENTRY` would: it finds itself in `require.main` and its arguments in `process.argv`. */
function run({ name, text }) {
  const filename = join(folder, `${name}.js`);
  const codeFile = join(folder, `${name}.v8`);
  const code = readOrNothing(codeFile);
  const head = '(function (exports, require, module, __filename, __dirname) {';
  const script = new Script(`${head}${text}\n})`, {
    filename,
    columnOffset: -head.length,
    ...(code === undefined ? {} : { cachedData: code }),
  });
  if (process.argv.includes('--watch')) markBeside();
  mapStacks(filename);
  if (isMainThread) {
    process.argv.splice(1, 2, file);
    setEnvironmentData(file, name);
  }
  const wanted = isMainThread && (code === undefined || script.cachedDataRejected);
  if (wanted) process.once('exit', (status) => keepCode(script, codeFile, status));
  // Its id tells the program which text it is, so that it can keep what it finds out beside that.
  const module = { exports: {}, filename: file, id: filename };
  const requireHere = Object.assign(createRequire(file), { main: module });
  script.runInThisContext()(module.exports, requireHere, module, file, dirname(file));
}

/** Keeps the machine code of a run that did its work: one that only showed a text has little of it. */
function keepCode(script, codeFile, status) {
  if (status !== 0 || process.argv.includes('--help')) return;
  // V8 takes it only under the flags that the program is compiled with.
  markAtOnce();
  try {
    keep(codeFile.slice(folder.length + 1), script.createCachedData());
  } catch {
    // The next run tries again.
  }
}

/** A stack names the source files, not the bundle: the map between them is read when the first stack is asked for. */
function mapStacks(filename) {
  let map;
  Error.prepareStackTrace = (error, frames) => {
    const lines = frames.map((frame) => {
      if (frame.getFileName() !== filename) return `\n    at ${frame}`;
      map ??= new SourceMap(JSON.parse(fs.readFileSync(`${filename}.map`, 'utf8')));
      const { originalSource, originalLine, originalColumn } = map.findEntry(
        frame.getLineNumber() - 1,
        frame.getColumnNumber() - 1,
      );
      if (originalSource === undefined) return `\n    at ${frame}`;
      const place = `${resolve(folder, originalSource)}:${originalLine + 1}:${originalColumn + 1}`;
      return `\n    at ${frame.getFunctionName() ?? '<anonymous>'} (${place})`;
    });
    return `${error}${lines.join('')}`;
  };
}

function runtime() {
  return `${process.version} ${process.arch} ${process.platform}`;
}

function isOwn(path) {
  return !path.startsWith('node_modules/');
}

function readOrNothing(path) {
  try {
    return fs.readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Writes a file of the cache; a run that reads it meanwhile sees all of it or none. */
function keep(name, content) {
  const partial = join(folder, `${name}.${process.pid}`);
  fs.writeFileSync(partial, content);
  fs.renameSync(partial, join(folder, name));
}
