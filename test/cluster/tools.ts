import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** What `setup` found or made: where each tool is, or why it cannot be had. */
export interface Tools {
  /** The path of a tool, or nothing where it cannot be had. */
  readonly path: (name: string) => string | undefined;
  /** Why a tool cannot be had; empty where it can. */
  readonly reason: (name: string) => string;
}

/** Runs `test/cluster/setup` and `setup-promtool`, whose progress goes to standard error. */
export function setUp(): Tools {
  const said = ['setup', 'setup-promtool'].map((script) =>
    spawnSync(join(__dirname, script), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  const error = said.find((each) => each.error !== undefined)?.error;
  const paths = new Map<string, string>();
  const reasons = new Map<string, string>();
  for (const line of said.flatMap(({ stdout }) => (stdout ?? '').split('\n'))) {
    const [, name, path, reason] = /^(\S+) (?:(\/.*)|- (.*))$/.exec(line) ?? [];
    if (name !== undefined && path !== undefined) paths.set(name, path);
    if (name !== undefined && reason !== undefined) reasons.set(name, reason);
  }
  return {
    path: (name) => paths.get(name),
    reason: (name) =>
      paths.has(name) ? '' : (reasons.get(name) ?? error?.message ?? 'test/cluster/setup said nothing of it'),
  };
}
