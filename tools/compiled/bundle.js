// Makes one bundle of a program and all that it loads. Apart from run.js, which loads it only where something has changed.

const fs = require('node:fs');
const { join } = require('node:path');
const { build, formatMessagesSync } = require('esbuild');
const { recordOf } = require('./inputs.js');

/** What decides, besides the sources, what an import means and how it is compiled. */
const settings = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tools/compiled/bundle.js',
  'tools/compiled/inputs.js',
];

/**
 * @returns the bundle, its source map, and what is remembered of every file that went into it (none if one was saved meanwhile);
 *   undefined, with the errors shown, if the program cannot be compiled
 */
exports.bundle = async (root, entry) => {
  let result;
  const begun = Date.now();
  try {
    result = await build({
      absWorkingDir: root,
      entryPoints: [entry],
      bundle: true,
      platform: 'node',
      // Loaded where a repository has extensions, and larger than all the rest.
      external: ['jiti'],
      target: 'node20',
      format: 'cjs',
      charset: 'ascii',
      sourcemap: 'external',
      sourcesContent: false,
      metafile: true,
      write: false,
      outfile: join(root, '.cache/compiled', entry.replaceAll('/', '-'), 'bundle.js'),
      logLevel: 'silent',
      plugins: [onlyMain(join(root, entry)), quietYaml(root)],
    });
  } catch (error) {
    if (!Array.isArray(error.errors)) throw error;
    const color = process.stderr.isTTY === true;
    process.stderr.write(formatMessagesSync(error.errors, { kind: 'error', color }).join(''));
    return undefined;
  }
  const [map, text] = result.outputFiles.toSorted((a, b) => b.path.length - a.path.length);
  const paths = [...settings, ...Object.keys(result.metafile.inputs)];
  const files = Object.fromEntries(paths.map((path) => [path, recordOf(join(root, path))]));
  // What was saved since then may have been summed after the compiler had read it.
  const edited = paths.some((path) => fs.statSync(join(root, path)).ctimeMs > begun - CLOCK_STEP_MS);
  return { text: text.text, map: map.text, files: edited ? undefined : files };
};

/** Files that are programs of their own are not the main one here: in a bundle all of them would take themselves for it. */
function onlyMain(entry) {
  return {
    name: 'only-main',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const contents = fs.readFileSync(path, 'utf8');
        const own = path === entry || path.includes('/node_modules/');
        return {
          contents: own ? contents : contents.replaceAll('require.main === module', 'false'),
          loader: 'ts',
        };
      });
    },
  };
}

/**
 * The `yaml` package as it is made for browsers: the same code, but it does not ask the environment at every token whether
 * to log it (LOG_TOKENS), which takes longer than the token. cdk8s has a copy of its own.
 */
function quietYaml(root) {
  const path = join(root, 'node_modules/yaml/browser/index.js');
  return {
    name: 'quiet-yaml',
    setup({ onResolve }) {
      onResolve({ filter: /^yaml$/ }, ({ importer }) =>
        importer.includes('/node_modules/') ? undefined : { path },
      );
    },
  };
}

/** File systems tell the time of a change no finer than this. */
const CLOCK_STEP_MS = 20;
