import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { version } from '../../package.json';

/** Files of the package by their path, and the packages whose code is in them. */
export interface Bundles {
  readonly files: ReadonlyMap<string, string>;
  /** Folders below node_modules, such as `zod` or `ajv/node_modules/fast-uri`. */
  readonly packages: readonly string[];
}

/**
 * Compiles the program. Each file is plain CommonJS: the launcher, the program, and what only some commands load.
 *
 * @param root the repository
 */
export async function bundles(root: string): Promise<Bundles> {
  const common: BuildOptions = {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    charset: 'ascii',
    legalComments: 'none',
    write: false,
    metafile: true,
    logLevel: 'warning',
    // The launcher runs the program as a script, in which V8 has no import().
    supported: { 'dynamic-import': false },
    outfile: join(root, 'lib/out.js'),
  };
  const chunk = async (entry: string, options: BuildOptions = {}): Promise<Chunk> => {
    const { outputFiles = [], metafile } = await build({ ...common, ...options, entryPoints: [entry] });
    const [output] = outputFiles;
    if (output === undefined || metafile === undefined) throw new Error(`${entry} was not compiled`);
    return { text: output.text, metafile };
  };
  const program = await chunk('bin/meshwright.ts', {
    plugins: [onlyMain(), quietYaml(root), apart(), oneCopy(root)],
  });
  const sum = createHash('sha256').update(program.text).digest('hex');
  const launcher = await chunk('bin/launch.ts', {
    banner: { js: '#!/usr/bin/env node' },
    define: { PROGRAM: JSON.stringify(`${version}-${sum.slice(0, 16)}`) },
  });
  const aws = await chunk('bin/aws.ts', { mainFields: ['main'] });
  // Loads files of users, some of which are ECMAScript modules.
  const jiti = await chunk('bin/jiti.ts', { supported: {} });
  const api = await chunk('api/index.ts', { external: ['cdk8s'] });
  return {
    files: new Map([
      ['lib/launch.js', launcher.text],
      ['lib/meshwright.js', program.text],
      ['lib/aws.js', aws.text],
      ['lib/jiti.js', jiti.text],
      ['lib/index.js', api.text],
      ['lib/index.d.ts', declarations(root, 'api/index.ts')],
      // The page of `topology` lays its pictures out in the browser.
      ['lib/dagre.min.js', readFileSync(join(root, 'node_modules/@dagrejs/dagre/dist/dagre.min.js'), 'utf8')],
      [
        'lib/validation-plugin.js',
        "'use strict';\nexports.Meshwright = require('./meshwright.js').MeshwrightValidation;\n",
      ],
    ]),
    packages: [
      ...packagesIn([program, launcher, aws, jiti].map(({ metafile }) => metafile)),
      '@dagrejs/dagre',
      '@dagrejs/graphlib',
    ],
  };
}

/** What TypeScript declares of a file that imports nothing of ours. */
function declarations(root: string, entry: string): string {
  const out = mkdtempSync(join(tmpdir(), 'meshwright-types-'));
  const flags = ['--declaration', '--emitDeclarationOnly', '--skipLibCheck', '--outDir', out];
  const options = [
    '--ignoreConfig',
    '--target',
    'es2022',
    '--module',
    'nodenext',
    '--moduleResolution',
    'nodenext',
  ];
  execFileSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), entry, ...options, ...flags],
    { cwd: root, stdio: 'inherit' },
  );
  const text = readFileSync(join(out, 'index.d.ts'), 'utf8');
  rmSync(out, { recursive: true });
  return text;
}

/** A compiled file, and what it was made of. */
interface Chunk {
  readonly text: string;
  readonly metafile: Metafile;
}

/** Files that are programs of their own are not the main one here: in a bundle all of them would take themselves for it. */
function onlyMain(): Plugin {
  return {
    name: 'only-main',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        if (path.includes('/node_modules/')) return undefined;
        const contents = readFileSync(path, 'utf8').replaceAll('require.main === module', 'false');
        return { contents, loader: 'ts' };
      });
    },
  };
}

/** As tools/compiled/bundle.js has it: the `yaml` package without its questions to the environment. */
function quietYaml(root: string): Plugin {
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

/** What stands in files of its own, which are loaded when they are needed. */
function apart(): Plugin {
  return {
    name: 'apart',
    setup({ onResolve }) {
      onResolve({ filter: /^@aws-sdk\// }, () => ({ path: './aws.js', external: true }));
      onResolve({ filter: /^jiti$/ }, () => ({ path: './jiti.js', external: true }));
    },
  };
}

/**
 * cdk8s and constructs, which users' charts import as well: a process has one copy of them. It is the installed one where
 * extensions are loaded, and otherwise one in the bundle, for the installed files take as long to load as all of the program.
 */
function oneCopy(root: string): Plugin {
  return {
    name: 'one-copy',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^(cdk8s|constructs)$/ }, ({ importer, path }) =>
        importer.includes('/node_modules/') ? undefined : { path, namespace: 'one-copy' },
      );
      onResolve({ filter: /^installed:/ }, ({ path }) => ({
        path: path.slice('installed:'.length),
        external: true,
      }));
      onLoad({ filter: /./, namespace: 'one-copy' }, ({ path }) => ({
        contents: `const { isInstalledUsed } = require('./bin/installed.ts');
module.exports = isInstalledUsed() ? require('installed:${path}') : require('./node_modules/${path}');`,
        resolveDir: root,
      }));
    },
  };
}

/** The packages that the files of bundles come from. */
function packagesIn(metafiles: readonly Metafile[]): readonly string[] {
  const found = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => {
        const [, folder] = /^node_modules\/((?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
        return folder === undefined || bytesInOutput === 0 ? [] : [folder];
      }),
    ),
  );
  return [...new Set(found)].sort();
}
