import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { z } from 'zod';
import { repository } from '../repository';

const [packed] = z
  .tuple([
    z.object({ filename: z.string(), files: z.array(z.object({ path: z.string(), size: z.number() })) }),
  ])
  .parse(JSON.parse(readFileSync(join(repository, '.cache/package/pack.json'), 'utf8')));

/** The files of the tarball, by their paths in the package. */
export const packedFiles = packed.files;
export const tarball = join(repository, '.cache/package', packed.filename);

/** A Node to try the package with. */
export interface NodeProgram {
  readonly name: string;
  /** The folder to put first on PATH; undefined for the Node that is there. */
  readonly bin: string | undefined;
}

const ownNodes = join(repository, '.cache/nodes/node_modules');

/** The Node of this process, and those of .ci/nodes where they are there. */
export const nodes: readonly NodeProgram[] = [
  { name: process.version, bin: undefined },
  ...(existsSync(ownNodes) ? readdirSync(ownNodes) : [])
    .filter((name) => name.startsWith('node-'))
    .map((name) => ({ name, bin: join(ownNodes, name, 'bin') })),
];

/** What a command did. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder in which a user works, with a home of his own. */
export class Folder {
  readonly path: string;
  private readonly home: string;

  constructor(private readonly node: NodeProgram = { name: process.version, bin: undefined }) {
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'meshwright-package-')));
    this.path = join(root, 'work');
    this.home = join(root, 'home');
    mkdirSync(this.path);
    mkdirSync(this.home);
  }

  /** Runs a shell command in the folder, or in one below it. */
  run(command: string, { at = '.', offline = true, environment = {} } = {}): Outcome {
    const { PATH = '' } = process.env;
    // Nobody answers at that port: what asks the network fails.
    const nowhere = 'http://127.0.0.1:9';
    const cut = {
      npm_config_offline: 'true',
      HTTP_PROXY: nowhere,
      HTTPS_PROXY: nowhere,
      https_proxy: nowhere,
    };
    const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', command], {
      cwd: join(this.path, at),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: this.node.bin === undefined ? PATH : `${this.node.bin}${delimiter}${PATH}`,
        HOME: this.home,
        XDG_CACHE_HOME: join(this.home, '.cache'),
        npm_config_cache: join(repository, '.cache/npm'),
        npm_config_update_notifier: 'false',
        npm_config_fund: 'false',
        npm_config_audit: 'false',
        ...registry(),
        ...(offline ? cut : {}),
        ...environment,
      },
    });
    return { status, stdout, stderr };
  }

  /** Runs a command that has to end well. */
  must(command: string, options: Parameters<Folder['run']>[1] = {}): string {
    const { status, stdout, stderr } = this.run(command, options);
    if (status !== 0) throw new Error(`${command}: exit status ${status}\n${stdout}\n${stderr}`);
    return stdout;
  }

  /** `npm init -y && npm i -D <tarball>`, the only steps that may ask the registry. */
  install(more = ''): this {
    this.must(`npm init -y && npm install --prefer-offline -D ${tarball} ${more}`, { offline: false });
    return this;
  }
}

/** How npm reaches the registry here; a user's own home is not looked at. */
function registry(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value !== undefined &&
      /^(npm_config_(registry|cafile|proxy|https_proxy)|https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE)$/i.test(
        name,
      )
        ? [[name, value]]
        : [],
    ),
  );
}
