/** One thing that is wrong in a service graph. */
export interface GraphProblem {
  /** Name of the service, or of the external service, that has it. */
  readonly service: string;
  /** Field of the service, such as `routes[0].weights.v2`. */
  readonly field: string;
  readonly found: string;
  readonly expected: string;
}

/** Meshes that a service graph is compiled to. */
export type MeshBackend = 'app-mesh' | 'kong-mesh';

/** Something that a graph asks for and one mesh cannot do, or not as the other does it. */
export interface UnsupportedFeature {
  readonly mesh: MeshBackend;
  readonly service: string;
  /** Field of the service. */
  readonly field: string;
  readonly why: string;
  /** Where upstream says so. */
  readonly source: string;
  /** A rule on application files tells it itself, nearer to its place. */
  readonly hasRule?: true;
}

const meshNames: Readonly<Record<MeshBackend, string>> = { 'app-mesh': 'App Mesh', 'kong-mesh': 'Kong Mesh' };

/** A service graph that cannot be compiled: all its problems at once. */
export class GraphError extends Error {
  override readonly name = 'GraphError';

  constructor(
    readonly namespace: string,
    readonly problems: readonly GraphProblem[],
    readonly unsupported: readonly UnsupportedFeature[] = [],
  ) {
    const lines = [
      ...problems.map(
        ({ service, field, found, expected }) =>
          `service ${service}: ${field}: found ${found}; expected ${expected}`,
      ),
      ...unsupported.map(
        ({ mesh, service, field, why, source }) =>
          `service ${service}: ${field}: ${meshNames[mesh]} cannot do this: ${why} (${source})`,
      ),
    ];
    super([`the service graph of namespace ${namespace} cannot be compiled:`, ...lines].join('\n  '));
  }
}
