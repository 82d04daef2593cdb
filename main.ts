import { type ClusterObjects, clusterObjects } from './charts/cluster';
import { PatchError } from './charts/patch';
import { clusterFiles } from './commands/cluster-files';
import type { Diagnostic } from './commands/render';
import { type Compiled, synth } from './commands/synth';
import type { ClusterConfig } from './config/cluster';
import { plannedFiles } from './plan/files';
import { plan } from './plan/plan';
import { buildIndex } from './references/reference-index';

/** The path that data takes, for one cluster: objects, the references between them, the order that follows, files. */
export function compile(config: ClusterConfig): Compiled {
  const built = objectsOf(config);
  if ('severity' in built) {
    return { files: new Map(), diagnostics: [built] };
  }
  const index = buildIndex(
    built.objects.map(({ manifest }) => manifest),
    { given: config.given },
  );
  const order = plan(index);
  const { engine, ...delivery } = config.delivery;
  const planned = plannedFiles(index, order, built.objects, engine, { ...delivery, cluster: config.name });
  return {
    files: clusterFiles(config.name, planned, built),
    diagnostics: order.problems.map(({ message }) => ({
      severity: 'error',
      title: message,
      location: config.name,
      notes: [],
    })),
  };
}

function objectsOf(config: ClusterConfig): ClusterObjects | Diagnostic {
  try {
    return clusterObjects(config);
  } catch (error) {
    if (error instanceof PatchError) {
      return { severity: 'error', title: error.message, location: `${config.name}: patches`, notes: [] };
    }
    throw error;
  }
}

if (require.main === module) {
  process.exitCode = synth(process.argv.slice(2), compile, {
    environment: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
  });
}
