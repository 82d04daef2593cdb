import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Program } from './report';

/** The module of each Go program of the lane. */
const modules = {
  'kube-apiserver': ['kube-apiserver', 'k8s.io/kubernetes'],
  kubectl: ['kubectl', 'k8s.io/kubernetes'],
  'flux-engine': [
    'fluxcd/pkg/ssa (with fluxcd/pkg/kustomize, the engine of kustomize-controller)',
    'github.com/fluxcd/pkg/ssa',
  ],
  'health-judge': ['fluxcd/pkg/runtime (the health expressions of Flux)', 'github.com/fluxcd/pkg/runtime'],
  'yaml-reader': ['sigs.k8s.io/yaml (the reader of the API server and kubectl)', 'sigs.k8s.io/yaml'],
  'external-secrets-crds': [
    'CustomResourceDefinitions of External Secrets',
    'github.com/external-secrets/external-secrets',
  ],
} as const;

/** The versions at which Go programs are pinned. */
export function goPins(...names: (keyof typeof modules)[]): Program[] {
  return names.map((program) => {
    const [name, module] = modules[program];
    const file = readFileSync(join(__dirname, 'programs', program, 'go.mod'), 'utf8');
    const version = file.split(/\s+/).find((_, index, words) => words[index - 1] === module);
    return { name, version: version ?? 'unknown' };
  });
}

/** The versions at which PyPI packages are pinned. */
export function pypiPins(...names: string[]): Program[] {
  const file = readFileSync(join(__dirname, 'requirements.txt'), 'utf8');
  return names.map((name) => ({
    name,
    version: new RegExp(`^${name}(?:\\[\\w+\\])?==(\\S+)$`, 'm').exec(file)?.[1] ?? 'unknown',
  }));
}
