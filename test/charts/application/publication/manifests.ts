import { parseAllDocuments } from 'yaml';

/** An object as it stands in a file of the output. */
export interface Manifest {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

function isManifest(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && 'kind' in value && 'metadata' in value;
}

/** The objects of all YAML files of an output. */
export function manifestsOf(files: ReadonlyMap<string, string>): readonly Manifest[] {
  return [...files]
    .filter(([path]) => path.endsWith('.yaml'))
    .flatMap(([, text]) => parseAllDocuments(text).map((document): unknown => document.toJS()))
    .filter(isManifest);
}
