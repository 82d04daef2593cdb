import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from './folders';

/** Other people's programs, each at one version. */
const modules = {
  kubeconform: 'github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0',
  helm: 'helm.sh/helm/v3/cmd/helm@v3.22.0',
  cue: 'cuelang.org/go/cmd/cue@v0.17.1',
  // The newest that Go 1.26 builds.
  kustomize: 'sigs.k8s.io/kustomize/kustomize/v5@v5.8.2',
  timoni: 'github.com/stefanprodan/timoni/cmd/timoni@latest',
} as const;

export type GoProgram = keyof typeof modules;

/** A program as it was found: its path, or why it was not to be had. */
export type Found = { readonly path: string; readonly version: string } | { readonly missing: string };

/** The program, built into `.cache/bench/go` if it is not there yet. */
export function goProgram(name: GoProgram): Found {
  const module = modules[name];
  const version = module.slice(module.lastIndexOf('@') + 1).replace(/^v/, '');
  const folder = join(cache, 'go', version);
  const path = join(folder, name);
  if (existsSync(path)) return { path, version };
  const { status, stderr, error } = spawnSync('go', ['install', module], {
    env: { ...process.env, GOBIN: folder },
    encoding: 'utf8',
  });
  if (status === 0) return { path, version };
  const said = error === undefined ? stderr.trim().split('\n').slice(-2).join(' ') : error.message;
  return { missing: `${name} ${version} is not to be had: ${said.replace(/\s+/g, ' ')}` };
}
