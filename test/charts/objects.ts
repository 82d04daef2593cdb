import { type ClusterObjects, clusterObjects } from '../../charts/cluster';
import type { ClusterConfig } from '../../config/cluster';
import { getOrMake } from '../../references/by-identity';
import type { Manifest } from '../../references/manifest';
import { clusterOf } from '../mesh/clusters';
import { referenceText } from '../reference/reference';

/** The configuration of a reference cluster, with a change to the text of its file where one is asked for. */
export function referenceConfig(
  name: string,
  change: (text: string) => string = (text) => text,
): ClusterConfig {
  return clusterOf(`${name}.yaml`, change(referenceText(name)));
}

/** The test files of a worker ask for the same ones. */
const known = new Map<ClusterConfig, BuiltCluster>();

/** The objects of a cluster, by kind and name. */
export class BuiltCluster {
  readonly built: ClusterObjects;

  constructor(readonly config: ClusterConfig) {
    this.built = clusterObjects(config);
  }

  /** A reference cluster, with a change to the text of its file where one is asked for; nobody may change its objects. */
  static reference(name: string, change?: (text: string) => string): BuiltCluster {
    const config = referenceConfig(name, change);
    return getOrMake(known, config, () => new BuiltCluster(config));
  }

  get manifests(): readonly Manifest[] {
    return this.built.objects.map(({ manifest }) => manifest);
  }

  /** Names of all objects of a kind, `namespace/name` or `name`, in the order in which they were built. */
  names(kind: string): readonly string[] {
    return this.manifests
      .filter((object) => object.kind === kind)
      .map(({ metadata }) =>
        metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`,
      );
  }

  /** The one object of a kind and a name, `namespace/name` or `name`. @throws Error when there is none */
  get(kind: string, name: string): Manifest {
    const found = this.manifests.filter(
      (object) =>
        object.kind === kind &&
        name ===
          (object.metadata.namespace === undefined
            ? object.metadata.name
            : `${object.metadata.namespace}/${object.metadata.name}`),
    );
    const [object] = found;
    if (object === undefined || found.length > 1) {
      throw new Error(`${found.length} objects ${kind} ${name}; there are ${this.names(kind).join(', ')}`);
    }
    return object;
  }

  /** A field of an object, by the names and indexes that lead to it; undefined where the path ends early. */
  field(kind: string, name: string, ...path: readonly (string | number)[]): unknown {
    return at(this.get(kind, name), path);
  }
}

/** The value at a path of a tree of JSON; undefined where the path ends early. */
export function at(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}
