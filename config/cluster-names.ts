import { locate, type Problem, pathText, type SourceText, type Span } from './problem';
import { describeScalar } from './scalar-text';
import { placeOf, type TreeNode } from './yaml-tree';

/** The start of a file: where problems of the file as a whole are shown. */
const start = { start: 0, end: 0 };

/** A cluster's name: its file's name without folder and ending. */
export function clusterName(file: string): string {
  return (file.split(/[\\/]/).at(-1) ?? '').replace(/\.ya?ml$/i, '');
}

/** The name becomes a folder and a part of object names, so it is a DNS label. */
export function nameProblems(source: SourceText): Problem[] {
  const name = clusterName(source.file);
  if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) return [];
  return [
    locate(source, start, {
      path: '',
      message: 'a file name that is not a cluster name',
      found: name === '' ? 'an empty name' : name,
      expected: 'a DNS label (RFC 1123): a-z, 0-9 and -, at most 63 characters, then .yaml',
      mend: 'rename the file',
    }),
  ];
}

/** What is known of one file when the files are compared. */
export interface NamedFile {
  readonly source: SourceText;
  /** Absent when the file names no Konnect zone. */
  readonly zone?: NamedZone;
}

/** The zone of a control plane that a file names, and where. */
interface NamedZone {
  readonly key: string;
  readonly found: string;
  readonly span: Span;
  /** The file that it stands in: a base, where several clusters share it. */
  readonly source: SourceText;
}

const zonePath = ['mesh', 'konnect', 'zone'];

export function namedZone(root: TreeNode, source: SourceText): NamedZone | undefined {
  const { node, span } = placeOf(root, zonePath);
  const controlPlane = placeOf(root, ['mesh', 'konnect', 'controlPlaneId']).node;
  if (node?.kind !== 'scalar' || controlPlane?.kind !== 'scalar') return undefined;
  const { start, end } = span;
  return {
    key: JSON.stringify([controlPlane.value, node.value]),
    found: describeScalar(node),
    span: { start, end },
    source: span.origin?.source ?? source,
  };
}

/** Judges the files together: names and Konnect zones are unique. */
export function acrossFiles(files: readonly NamedFile[]): Problem[] {
  return [...sameName(files), ...sameZone(files)];
}

function sameName(files: readonly NamedFile[]): Problem[] {
  const first = new Map<string, string>();
  return files.flatMap(({ source }) => {
    const name = clusterName(source.file);
    const other = first.get(name);
    if (other === undefined) {
      first.set(name, source.file);
      return [];
    }
    return [
      locate(source, start, {
        path: '',
        message: 'two clusters with one name',
        found: `${name}, which is the cluster of ${other} too`,
        expected: 'one file for a cluster',
        mend: 'rename or remove one of the two files',
      }),
    ];
  });
}

function sameZone(files: readonly NamedFile[]): Problem[] {
  const first = new Map<string, string>();
  return files.flatMap(({ source, zone }) => {
    if (zone === undefined) return [];
    const { key, found, span, source: stated } = zone;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, source.file);
      return [];
    }
    return [
      locate(stated, span, {
        path: pathText(zonePath),
        message: 'two clusters with one zone',
        found: `${found}, which is the zone of ${other} too`,
        expected: 'a zone of its own for every cluster of a control plane',
        mend: 'give this cluster another zone and its token',
      }),
    ];
  });
}
