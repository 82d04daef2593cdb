import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { clusterObjects } from './charts/cluster';
import { patchDelivery } from './charts/delivery-patches';
import { PatchError } from './charts/patch';
import { checkWritten } from './checks/check-written';
import { rules } from './checks/rules';
import { type SeveritySettings, withSeverities } from './commands/check/severities';
import { clusterFiles } from './commands/cluster-files';
import { refuse } from './commands/deliver';
import { extensionsHere, loadExtensions } from './commands/extensions';
import { findingDiagnostics, textsOf } from './commands/finding-diagnostics';
import { hubShareOf } from './commands/hub-share';
import { runProgram } from './commands/process-world';
import { compiledMemory } from './commands/program-memory';
import type { Diagnostic } from './commands/render';
import { problemDiagnostics } from './commands/render-problems';
import { synthOnThreads } from './commands/synth-on-threads';
import type { Compiled } from './commands/synth-part';
import { version } from './commands/version';
import { argoCdPlacement } from './config/argo-cd-placement';
import type { ClusterConfig } from './config/cluster';
import { GraphError } from './config/graph/graph-error';
import { pathText } from './config/problem';
import { inputsDigest, problemIn } from './config/source-of';
import { kept } from './plan/delivered';
import { givenBy } from './plan/engine-given';
import { plannedFiles } from './plan/files';
import { plan } from './plan/plan';
import { rankOfPath } from './plan/stage';
import type { Manifest } from './references/manifest';
import { buildIndex } from './references/reference-index';
import { sharedObjects } from './references/shared-objects';
import { topologyPage } from './topology/page';
import { serviceMap } from './topology/service-map';
import { topologyOf } from './topology/topology';

/**
 * The path that data takes, for one cluster: objects, the references between them, the order that follows, files, and what
 * the rules find in them.
 *
 * @param folder where the files will be, as findings name them
 * @param severities what settings make of the findings
 */
export function compile(
  config: ClusterConfig,
  folder = `dist/${config.name}`,
  severities?: SeveritySettings,
): Compiled {
  const built = fitting(config, () => clusterObjects(config));
  if ('severity' in built) {
    return { files: new Map(), diagnostics: [built] };
  }
  const { name } = config;
  const { engine, ...settings } = config.delivery;
  const delivery = { ...settings, cluster: name, placement: argoCdPlacement(config) };
  const given = [...new Set([...config.given, ...givenBy(engine, delivery)])];
  const manifests = sharedObjects(built.objects.map(({ manifest }) => kept(manifest, engine)));
  const objects = manifests.map((manifest, at) => ({ chart: built.objects[at]?.chart ?? '', manifest }));
  const index = buildIndex(manifests, { given });
  const order = plan(index);
  const planned = fitting(config, () =>
    patchDelivery(plannedFiles(index, order, objects, engine, delivery), built.patchesLeft),
  );
  if ('severity' in planned) {
    return { files: new Map(), diagnostics: [planned] };
  }
  const topology = topologyOf(index);
  const page = topologyPage(name, topology, serviceMap(topology, index));
  const files = clusterFiles({ name, given, engine }, planned, built, page);
  const ranks = new Map(
    planned.flatMap(({ path, objects }) => {
      const rank = rankOfPath(path);
      return objects.map((object) => [object, rank] as const);
    }),
  );
  const context = { given, engine, roles: built.roles, stageOf: (object: Manifest) => ranks.get(object) };
  const share = hubShareOf(config, planned, folder);
  const findings = checkWritten(
    context,
    index,
    planned.flatMap(({ objects }) => objects),
    rules,
  );
  const textOf = textsOf(planned, files, folder);
  const { findings: judged } = withSeverities({ findings, textOf }, severities);
  return {
    files,
    origin: { version, inputs: inputsDigest(config, extensionsHere().digest) },
    ...(share === undefined ? {} : { share }),
    diagnostics: [
      ...order.problems.map(({ message }) => error(message, name)),
      ...findingDiagnostics(judged, textOf),
    ],
  };
}

/** An error whose message may have several lines. */
function error(message: string, location: string): Diagnostic {
  const [title = '', ...more] = message.split('\n');
  return { severity: 'error', title, more, location, notes: [] };
}

/** A patch that does not fit, at its place in the cluster file. */
function misfit(config: ClusterConfig, { message, at }: PatchError): Diagnostic | undefined {
  const problem = problemIn(config, at, {
    path: pathText(at),
    message,
    found: 'a patch that does not fit',
    expected: 'operations that fit the object, and leave it one',
    mend: 'compare the patch with the object in dist/ as it is without it',
  });
  return problem === undefined ? undefined : problemDiagnostics([problem])[0];
}

/** What is built, or why a patch or an application of the cluster does not fit it. */
function fitting<Built extends object>(config: ClusterConfig, build: () => Built): Built | Diagnostic {
  try {
    return build();
  } catch (thrown) {
    if (thrown instanceof PatchError) {
      return misfit(config, thrown) ?? error(thrown.message, `${config.name}: patches`);
    }
    if (thrown instanceof GraphError) {
      return error(thrown.message, `${config.name}: mesh.backend`);
    }
    throw thrown;
  }
}

if (require.main === module)
  void runProgram(async (world) => {
    const [, , ...argv] = process.argv;
    const others = argv.filter((argument) => argument !== '--no-extensions');
    const extensions = await loadExtensions(others.length === argv.length);
    if ('diagnostics' in extensions) return refuse(extensions.diagnostics, world);
    const start = (workerData: object) =>
      new Worker(join(__dirname, 'tools/compiled/run.js'), {
        workerData: { entry: 'main.ts', ...workerData },
      });
    return synthOnThreads(others, compile, world, start, process, compiledMemory(require.main?.id));
  });
