import type { Manifest } from '../references/manifest';
import type { Account } from './account';
import type { Node } from './nodes';
import type { Settings } from './options';
import type { FieldEntry, Patch, RequestChange, Stage, StagedObject } from './result';
import type { Services } from './services';
import type { World } from './world';

/** What every part of the conversion reads and adds to. */
export interface Context {
  readonly world: World;
  readonly settings: Settings;
  readonly account: Account;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly services: Services;
  /** Name of the Mesh. */
  readonly mesh: string;
  /** Whether App Mesh lets nobody out that no backend allows. */
  readonly closed: boolean;
  readonly objects: StagedObject[];
  readonly patches: Patch[];
  readonly requests: RequestChange[];
  readonly notes: Set<string>;
  /** What is lost of objects that are not App Mesh's own. */
  readonly losses: FieldEntry[];
  /** Namespaces that need a Service without endpoints. */
  readonly nobody: Set<string>;
}

/** Adds an object of Kuma to a namespace, with the label of its mesh. */
export function addPolicy(
  context: Context,
  stage: Stage,
  kind: string,
  namespace: string,
  name: string,
  spec: Readonly<Record<string, unknown>>,
  labels: Readonly<Record<string, string>> = {},
): Manifest {
  const manifest: Manifest = {
    apiVersion: 'kuma.io/v1alpha1',
    kind,
    metadata: { name, namespace, labels: { 'kuma.io/mesh': context.mesh, ...labels } },
    spec,
  };
  context.objects.push({ stage, manifest });
  return manifest;
}

/** Name of the Service whose pods are nobody: what no route takes is led there. */
export const nobodyName = 'no-route';
