import type { Manifest } from '../../../references/manifest';
import { startLineProgram } from './line-program';

/** What Flux's engine did with one object. */
export interface Change {
  /** `Kind/namespace/name`. */
  readonly subject: string;
  readonly action: 'created' | 'configured' | 'unchanged' | 'deleted' | 'skipped';
}

/** What Flux's engine answered; `error` is its own text, as a Kustomization's condition would show it. */
export interface EngineAnswer {
  readonly entries: readonly Change[];
  readonly error?: string;
}

/** Flux's own apply and prune, in a process of its own. See programs/flux-engine. */
export interface FluxEngine {
  /** Applies a set as a Kustomization named `owner` would: staged, and with a dry run of the whole set first. */
  readonly apply: (owner: string, objects: readonly Manifest[]) => Promise<EngineAnswer>;
  /** Says what an apply would change, and changes nothing. */
  readonly diff: (owner: string, objects: readonly Manifest[]) => Promise<EngineAnswer>;
  /** Deletes those of the objects that carry the owner's labels. */
  readonly prune: (owner: string, objects: readonly Manifest[]) => Promise<EngineAnswer>;
  /** The objects that a Kustomization makes of its folder: `path` below `root`. Nothing is written there. */
  readonly build: (root: string, path: string, kustomization: Manifest) => Promise<BuildAnswer>;
  readonly stop: () => void;
}

/** What kustomize made of a folder. */
export interface BuildAnswer {
  readonly objects?: readonly Manifest[];
  readonly error?: string;
}

/** Starts the engine against the cluster of a kubeconfig file. */
export function startFluxEngine(command: string, kubeconfig: string): FluxEngine {
  const program = startLineProgram(command, ['-kubeconfig', kubeconfig]);
  const ask = (action: string, owner: string, objects: readonly Manifest[]) =>
    program.ask<EngineAnswer>({ action, owner, namespace: 'flux-system', objects });
  return {
    apply: (owner, objects) => ask('apply', owner, objects),
    diff: (owner, objects) => ask('diff', owner, objects),
    prune: (owner, objects) => ask('delete', owner, objects),
    build: (root, path, kustomization) =>
      program.ask<BuildAnswer>({ action: 'build', root, path, kustomization }),
    stop: program.stop,
  };
}
