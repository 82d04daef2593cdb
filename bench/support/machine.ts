import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, loadavg, release } from 'node:os';
import { join } from 'node:path';
import { root } from './folders';

/** The machine, the versions, and how busy the machine was. */
export function machine(): string {
  const [processor] = cpus();
  const load = loadavg()
    .map((value) => value.toFixed(1))
    .join(', ');
  const versions = ['cdk8s', 'constructs', 'yaml'].map((name) => `${name} ${versionOf(name)}`).join(', ');
  return `${availableParallelism()} processors (${processor?.model.trim()}, ${arch()}), Linux ${release().split('-')[0]}, Node ${process.version}, ${versions}; load ${load}`;
}

function versionOf(name: string): string {
  const { version }: { readonly version: string } = JSON.parse(
    readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'),
  );
  return version;
}
