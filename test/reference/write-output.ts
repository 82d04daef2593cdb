import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { repository } from '../repository';
import { referenceApplications, referenceClusters, referenceOutput } from './reference';

/**
 * Before any test: writes the output of the reference clusters, for all test files to share. Where that fails the tests
 * that need it find nothing, and say so; the others run.
 */
export function prepareReferenceOutput(): void {
  const { status, stderr } = writeReferenceOutput();
  if (status === 0) return;
  rmSync(referenceOutput, { recursive: true, force: true });
  process.stderr.write(`\nThe reference clusters of the tests have no output:\n${stderr}`);
}

interface SynthProcess {
  readonly options?: readonly string[];
  /** What the environment has besides. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** `npm run synth` of the reference clusters. */
export function writeReferenceOutput({ options = [], environment = {} }: SynthProcess = {}) {
  const program = [
    'tools/compiled/run.js',
    'main.ts',
    '--clusters',
    referenceClusters,
    '--applications',
    referenceApplications,
    '--out',
    referenceOutput,
  ];
  return spawnSync(process.execPath, [...program, ...options], {
    cwd: repository,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
}
