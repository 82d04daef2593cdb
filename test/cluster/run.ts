/** `npm run test:cluster`: the committed output, put to the real programs. `-- --all` adds the longer parts. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conformance } from './conformance';
import { type Lane, makeLane, missingForCluster } from './lane';
import { agreementPart } from './parts/agreement';
import { alertsPart } from './parts/alerts';
import { appMeshPart, missingForAppMesh } from './parts/app-mesh';
import { applyPart } from './parts/apply';
import { chartsPart } from './parts/charts';
import { examplesPart } from './parts/examples';
import { externalSecretsPart, missingForExternalSecrets } from './parts/external-secrets';
import { faultsPart } from './parts/faults';
import { healthPart } from './parts/health';
import { kicPart, missingForKic } from './parts/kic';
import { kongOperatorPart, missingForKongOperator } from './parts/kong-operator';
import { kumaPart, missingForKuma } from './parts/kuma';
import { kumaFederationPart } from './parts/kuma-federation';
import { kumaProxiesPart } from './parts/kuma-proxies';
import { leaveAppMeshPart } from './parts/leave-app-mesh';
import { leaveCommandsPart } from './parts/leave-commands';
import { observabilityPart } from './parts/observability';
import { podSecurityPart } from './parts/pod-security';
import { prunePart } from './parts/prune';
import { secretsPart } from './parts/secrets';
import { timeoutsPart } from './parts/timeouts';
import { trafficPart } from './parts/traffic';
import { unavailablePart } from './parts/unavailable';
import { missingForWaysOut, waysOutPart } from './parts/ways-out';
import { missingForYaml, yamlPart } from './parts/yaml';
import type { PartResult } from './report';
import { missingForHelm } from './server/helm';
import { setUp } from './tools';

interface Part {
  readonly name: string;
  readonly run: (lane: Lane) => Promise<PartResult>;
  /** The tools without which the part is skipped; each with the reason for which it is not there. */
  readonly missing: (lane: Lane) => string[];
}

/** Beyond so many, the rest of a part's misses is only counted. */
const printedMisses = 20;

const onCluster = ({ tools, external }: Lane) => missingForCluster(tools, external);

/** For parts that need a cluster of their own: an issuer of tokens that they choose, or objects that they leave behind. */
const onOwnCluster = (lane: Lane) =>
  lane.external ? ['KUBECONFIG is set, and this part needs a cluster of its own'] : onCluster(lane);

const lacking = ({ tools }: Lane, ...names: string[]) =>
  names.filter((name) => tools.path(name) === undefined).map((name) => `${name}: ${tools.reason(name)}`);

const parts: readonly Part[] = [
  { name: 'yaml', run: yamlPart, missing: missingForYaml },
  { name: 'apply', run: applyPart, missing: onCluster },
  { name: 'prune', run: prunePart, missing: onOwnCluster },
  { name: 'health', run: healthPart, missing: (lane) => lacking(lane, 'health-judge') },
  { name: 'alerts', run: alertsPart, missing: (lane) => lacking(lane, 'promtool') },
  { name: 'charts', run: chartsPart, missing: () => [...missingForHelm()] },
  { name: 'agreement', run: agreementPart, missing: onCluster },
  { name: 'faults', run: faultsPart, missing: onOwnCluster },
  { name: 'examples', run: examplesPart, missing: onOwnCluster },
  {
    name: 'traffic',
    run: trafficPart,
    missing: (lane) => [...onOwnCluster(lane), ...lacking(lane, 'envoy')],
  },
  {
    name: 'secrets',
    run: secretsPart,
    missing: (lane) => [...onOwnCluster(lane), ...lacking(lane, 'moto_server')],
  },
  {
    name: 'external-secrets',
    run: externalSecretsPart,
    missing: (lane) => [
      ...onOwnCluster(lane),
      ...lacking(lane, 'moto_server'),
      ...missingForExternalSecrets(),
    ],
  },
  { name: 'kuma', run: kumaPart, missing: (lane) => [...onOwnCluster(lane), ...missingForKuma()] },
  {
    name: 'kuma-federation',
    run: kumaFederationPart,
    missing: (lane) => [...onOwnCluster(lane), ...missingForKuma()],
  },
  {
    name: 'kuma-proxies',
    run: kumaProxiesPart,
    missing: (lane) => [...onOwnCluster(lane), ...lacking(lane, 'envoy'), ...missingForWaysOut()],
  },
  {
    name: 'timeouts',
    run: timeoutsPart,
    missing: (lane) => [...onOwnCluster(lane), ...lacking(lane, 'envoy'), ...missingForWaysOut()],
  },
  { name: 'kic', run: kicPart, missing: (lane) => [...onOwnCluster(lane), ...missingForKic()] },
  {
    name: 'kong-operator',
    run: kongOperatorPart,
    missing: (lane) => [
      ...onOwnCluster(lane),
      ...lacking(lane, 'gateway-api-crds'),
      ...missingForKongOperator(),
    ],
  },
  {
    name: 'ways-out',
    run: waysOutPart,
    missing: (lane) => [...onOwnCluster(lane), ...lacking(lane, 'envoy'), ...missingForWaysOut()],
  },
  {
    name: 'pod-security',
    run: podSecurityPart,
    missing: (lane) => [...onOwnCluster(lane), ...missingForKuma()],
  },
  {
    name: 'observability',
    run: observabilityPart,
    missing: (lane) => [...onOwnCluster(lane), ...lacking(lane, 'envoy'), ...missingForWaysOut()],
  },
  { name: 'app-mesh', run: appMeshPart, missing: (lane) => [...onOwnCluster(lane), ...missingForAppMesh()] },
  {
    name: 'leave-app-mesh',
    run: leaveAppMeshPart,
    missing: (lane) => [...onOwnCluster(lane), ...lacking(lane, 'envoy'), ...missingForWaysOut()],
  },
  {
    name: 'leave-commands',
    run: leaveCommandsPart,
    missing: (lane) => [...onOwnCluster(lane), ...lacking(lane, 'kubectl')],
  },
  { name: 'unavailable', run: unavailablePart, missing: () => [] },
];

async function runPart(part: Part, lane: Lane): Promise<PartResult | undefined> {
  const missing = part.missing(lane);
  if (missing.length > 0) {
    console.log(`SKIPPED ${part.name}: ${missing.join('; ')}`);
    return undefined;
  }
  const started = Date.now();
  const result = await part.run(lane).catch((error: unknown): PartResult => {
    // What stops a part halfway says nothing of the others.
    const said = error instanceof Error ? error.message : String(error);
    return {
      title: part.name,
      programs: [],
      shown: [],
      misses: [`stopped: ${said}`],
      gaps: [],
      stopped: true,
    };
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(
    `${part.name}: ${result.shown.length} shown, ${result.misses.length} missed, ${result.gaps.length} not run here, ${seconds} s`,
  );
  for (const miss of result.misses.slice(0, printedMisses)) console.log(`  MISSED ${miss}`);
  if (result.misses.length > printedMisses)
    console.log(`  ... and ${result.misses.length - printedMisses} more`);
  return result;
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const chosen = args.filter((argument) => !argument.startsWith('--'));
  const directory = mkdtempSync(join(tmpdir(), 'meshwright-cluster-'));
  const lane = makeLane(setUp(), directory, args.includes('--all'));
  const results: PartResult[] = [];
  let skipped = 0;
  for (const part of parts.filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
    const result = await runPart(part, lane);
    if (result === undefined) skipped += 1;
    else results.push(result);
  }
  if (args.includes('--record')) {
    const page = join(__dirname, '..', '..', 'docs', 'conformance.md');
    // A run of every part writes the whole page.
    const before = chosen.length === 0 || !existsSync(page) ? '' : readFileSync(page, 'utf8');
    const ended = results.filter(({ stopped }) => stopped !== true);
    writeFileSync(page, conformance(ended, { all: lane.all, date: new Date() }, before));
  }
  const failed = results.filter(({ misses }) => misses.length > 0).length;
  // The logs of the programs are worth keeping only where something went wrong.
  if (failed === 0) rmSync(directory, { recursive: true, force: true });
  else console.log(`the programs' logs are in ${directory}`);
  console.log(`${results.length - failed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed > 0 ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
