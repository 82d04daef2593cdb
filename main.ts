import { type Compiled, synth } from './commands/synth';
import type { ClusterConfig } from './config/cluster';

/** The path that data takes, for one cluster: see README.md. */
function compile(_config: ClusterConfig): Compiled {
  return { files: new Map(), diagnostics: [] };
}

process.exitCode = synth(process.argv.slice(2), compile, {
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
});
