import { groupOf, type Manifest } from '../../../references/manifest';
import { readClusters } from '../dist';
import type { Lane } from '../lane';
import { Findings, type PartResult } from '../report';
import { type LineProgram, startLineProgram } from '../server/line-program';
import { goPins } from '../versions';

interface Expressions {
  readonly current: string;
  readonly failed?: string;
  readonly inProgress?: string;
}

interface Verdict {
  readonly status?: string;
  readonly error?: string;
}

/** What an engine is to say of an object in each state; undefined where every answer but "healthy" will do. */
interface Expected {
  readonly healthy: string;
  readonly failed: string | undefined;
  readonly waiting: string | undefined;
}

/** Kong's controller writes a status on a plugin only once something uses it: until then there is nothing to wait for. */
const neverAwaited = ['KongPlugin', 'KongClusterPlugin'];

/**
 * Puts objects in every state to the health checks of the delivery objects, in the interpreters that Flux and Argo CD
 * themselves use.
 */
export async function healthPart(lane: Lane): Promise<PartResult> {
  const findings = new Findings();
  const command = lane.tools.path('health-judge');
  if (command === undefined)
    throw new Error(`health-judge is not there: ${lane.tools.reason('health-judge')}`);
  const program = startLineProgram(command);
  const delivery = readClusters().flatMap((output) => output.delivery);
  try {
    await tryFlux(program, delivery, findings);
    await tryArgo(program, delivery, findings);
  } finally {
    program.stop();
  }
  return findings.result('Health as the delivery engines see it', [
    ...goPins('health-judge'),
    { name: "gopher-lua (Argo CD's interpreter, with the libraries that Argo CD opens)", version: 'v1.1.2' },
  ]);
}

async function tryFlux(
  program: LineProgram,
  delivery: readonly Manifest[],
  findings: Findings,
): Promise<void> {
  const checks = new Map<string, Expressions & { readonly kind: string; readonly apiVersion: string }>();
  for (const object of delivery.filter(
    ({ apiVersion }) => groupOf(apiVersion) === 'kustomize.toolkit.fluxcd.io',
  )) {
    const { healthCheckExprs = [] } = object.spec as {
      healthCheckExprs?: (Expressions & { kind: string; apiVersion: string })[];
    };
    for (const check of healthCheckExprs) checks.set(JSON.stringify(check), check);
  }
  const misses: string[] = [];
  for (const { kind, apiVersion, ...expressions } of checks.values()) {
    // A text that is true of everything has nothing to wait for.
    const always = expressions.current === 'true';
    const expected = {
      healthy: 'Current',
      failed: expressions.failed === undefined ? undefined : 'Failed',
      waiting: undefined,
    };
    const types = conditionTypes(`${expressions.current} ${expressions.failed ?? ''}`);
    for (const type of types) {
      const ask = (object: unknown) => program.ask<Verdict>({ expressions, object });
      misses.push(...(await tryStates(`Flux, ${kind}`, { apiVersion, kind }, type, ask, expected, always)));
    }
    if (types.length === 0 && !always)
      misses.push(`Flux, ${kind}: ${expressions.current} asks for no condition`);
  }
  findings.claim(
    `Flux's ${checks.size} different health expressions call an object healthy when its condition is true, failed when it is false where they say so, and neither while there is none; a plugin, of which Kong's controller says nothing until something uses it, is waited for by neither engine`,
    misses,
  );
}

async function tryArgo(
  program: LineProgram,
  delivery: readonly Manifest[],
  findings: Findings,
): Promise<void> {
  const scripts = new Map<string, string>();
  for (const { kind, data } of delivery) {
    if (kind !== 'ConfigMap') continue;
    for (const [key, script] of Object.entries((data ?? {}) as Record<string, string>)) {
      const group = /^resource\.customizations\.health\.(.+)_(\w+)$/.exec(key);
      if (group !== null) scripts.set(`${group[1]} ${group[2]}`, script);
    }
  }
  const misses: string[] = [];
  for (const [kind, script] of scripts) {
    const expected = { healthy: 'Healthy', failed: undefined, waiting: 'Progressing' };
    const [apiVersion = '', name = ''] = kind.split(' ');
    const ask = (object: unknown) => program.ask<Verdict>({ script, object });
    for (const type of conditionTypes(script)) {
      misses.push(
        ...(await tryStates(
          `Argo CD, ${name}`,
          { apiVersion: `${apiVersion}/v1`, kind: name },
          type,
          ask,
          expected,
          neverAwaited.includes(name),
        )),
      );
    }
  }
  if (scripts.size === 0) return;
  findings.claim(
    `Argo CD's ${scripts.size} health scripts call an object healthy when its condition is true, never when it is false or of an older generation, and progressing while there is none`,
    misses,
  );
}

/** The types of conditions that a text compares with, in CEL or in Lua. */
function conditionTypes(text: string): string[] {
  return [...new Set([...text.matchAll(/\.type == ['"](\w+)['"]/g)].flatMap(([, type]) => type ?? []))];
}

async function tryStates(
  what: string,
  identity: Readonly<Record<string, string>>,
  type: string,
  ask: (object: unknown) => Promise<Verdict>,
  expected: Expected,
  always: boolean,
): Promise<string[]> {
  const object = (status: unknown) => ({
    ...identity,
    metadata: { name: 'a', generation: 2 },
    spec: {},
    status,
  });
  const condition = (status: string, generation: number) => ({
    observedGeneration: generation,
    conditions: [{ type, status, reason: 'Invalid', observedGeneration: generation }],
  });
  const misses: string[] = [];
  const expect = async (state: string, status: unknown, wanted: string | undefined) => {
    const found = await ask(object(status));
    const fits = wanted === undefined ? found.status !== expected.healthy : found.status === wanted;
    if (!fits)
      misses.push(
        `${what}, ${type} ${state}: ${found.status ?? found.error}, expected ${wanted ?? 'anything but healthy'}`,
      );
  };
  await expect('true', condition('True', 2), expected.healthy);
  await expect('false', condition('False', 2), expected.failed);
  if (always) return misses;
  await expect('true of an older generation', condition('True', 1), undefined);
  await expect('not there', { conditions: [] }, expected.waiting);
  await expect('without any status', undefined, expected.waiting);
  return misses;
}
