import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { toYaml } from '../../../output/yaml';
import { jsonValue, TRAPS } from '../../output/arbitrary-values';
import type { Lane } from '../lane';
import { Findings, type PartResult } from '../report';
import { goPins } from '../versions';

/** Any number will do; a fixed one makes a miss repeatable. */
const seed = 11;
const program = join(__dirname, '../programs/yaml-reader');

/** Why the part cannot run here; nothing if it can. */
export function missingForYaml(): string[] {
  return spawnSync('go', ['version']).status === 0 ? [] : ['go: it is not installed'];
}

/** Puts what the emitter writes to the reader of the API server and kubectl, which has rules of its own. */
export async function yamlPart({ all }: Lane): Promise<PartResult> {
  const findings = new Findings();
  const traps = TRAPS.map((text) => ({ value: text, [text]: [text] }));
  const drawn = fc.sample(fc.record({ value: jsonValue }), { numRuns: all ? 100_000 : 20_000, seed });
  const values: unknown[] = [...traps, ...drawn];
  const texts = values.map((value) => toYaml(value));
  const misses = readBack(texts).flatMap((line, index) => {
    const wanted: unknown = JSON.parse(JSON.stringify(values[index]));
    return isDeepStrictEqual(line, wanted) ? [] : [`read otherwise: ${JSON.stringify(texts[index])}`];
  });
  findings.claim(
    `The API server's reader takes ${values.length.toLocaleString('en')} generated values, with every trap of YAML 1.1 and 1.2 among them, as they were before Meshwright wrote them`,
    misses,
  );
  return findings.result('The YAML that Meshwright writes', goPins('yaml-reader'));
}

function readBack(texts: readonly string[]): unknown[] {
  const { stdout, stderr, status } = spawnSync('go', ['run', '.'], {
    cwd: program,
    input: texts.map((text) => `${JSON.stringify(text)}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`yaml-reader: ${stderr}`);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}
