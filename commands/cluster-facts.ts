/** What the checks have to know of a cluster besides its objects; `cluster.json` in its folder says it. */
export interface ClusterFacts {
  /** What the cluster has already: components, and objects as `Kind namespace/name`. */
  readonly given: readonly string[];
  readonly engine?: 'flux' | 'argo-cd';
}

/** Name of the file in a cluster's folder. */
export const factsFile = 'cluster.json';

const note =
  'What `meshwright check` has to know of the cluster: what it has already, and what keeps it in sync.';

/** The text of the file. */
export function factsText({ given, engine }: ClusterFacts): string {
  return `${JSON.stringify({ note, given, engine }, undefined, 2)}\n`;
}

/** Reads the file; nothing is known where it is not what `factsText` writes. */
export function readFacts(text: string): ClusterFacts {
  let facts: unknown;
  try {
    facts = JSON.parse(text);
  } catch {
    return { given: [] };
  }
  if (typeof facts !== 'object' || facts === null) return { given: [] };
  const given: unknown = 'given' in facts ? facts.given : [];
  const engine: unknown = 'engine' in facts ? facts.engine : undefined;
  return {
    given: Array.isArray(given) ? given.filter((entry) => typeof entry === 'string') : [],
    ...(engine === 'flux' || engine === 'argo-cd' ? { engine } : {}),
  };
}
