/**
 * `npx meshwright`: loads the program, which is one bundle beside this file, with the machine code that V8 made of it the
 * last time, and runs it. Without that code a start takes twice as long.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { markAtOnce, markBeside, optimizeLate } from '../tools/compiled/tier-up.js';
import { type CodeCache, openCodeCache, userCacheFolder } from './code-cache';
import type { Host } from './host';

/** The version of the package, and the checksum of the bundle: the build puts them in. */
declare const PROGRAM: string;
const OLDEST_NODE = 20;

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  process.stderr.write(`meshwright needs Node ${OLDEST_NODE} or later; this is ${process.version}\n`);
  process.exitCode = 2;
} else {
  // All threads of a process have the same flags.
  if (isMainThread) {
    optimizeLate();
    markAtOnce();
  }
  const cache = cacheOf();
  void load(cache)(process.argv.slice(2), {
    startThread: (data) => new Worker(__filename, { workerData: data }),
    memory: cache && { program: PROGRAM, ...cache },
  });
}

type Main = (argv: readonly string[], host: Host) => Promise<void>;

/** The program's entry. */
function load(cache: CodeCache | undefined): Main {
  const filename = join(__dirname, 'meshwright.js');
  const [command = 'none'] = isMainThread ? process.argv.slice(2) : [workerData.command];
  // Each command has code of its own: what another one never ran is compiled only when it is.
  const name = `${/^[a-z][a-z-]{1,30}$/.test(command) ? command : 'none'}.v8`;
  const code = cache?.read(name);
  const head = '(function (exports, require, module, __filename, __dirname) {';
  const script = new Script(`${head}${readFileSync(filename, 'latin1')}\n})`, {
    filename,
    columnOffset: -head.length,
    ...(code === undefined ? {} : { cachedData: code }),
  });
  if (cache !== undefined && isMainThread && (code === undefined || script.cachedDataRejected === true)) {
    process.once('exit', (status) => {
      // A run that only showed a text, or ended early, has compiled little of it.
      if (status !== 0 || process.argv.includes('--help')) return;
      // V8 takes it only under the flags that the program is compiled with.
      markAtOnce();
      cache.keep(name, script.createCachedData());
    });
  }
  if (process.argv.includes('--watch')) markBeside();
  const module: { exports: { main?: Main } } = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(filename), module, filename, __dirname);
  const { main } = module.exports;
  if (main === undefined) throw new Error(`${filename} is not the program`);
  return main;
}

function cacheOf(): CodeCache | undefined {
  const base = userCacheFolder(process.env, process.platform);
  return base === undefined
    ? undefined
    : openCodeCache(base, PROGRAM, `${process.version}-${process.platform}-${process.arch}`);
}
