import type { Finding, Problem, SourceText, Span } from '../problem';
import { locate, pathText, positionOf } from '../problem';
import { describeScalar } from '../scalar-text';
import { type MapNode, originPath, placeOf, type TreeNode } from '../yaml-tree';
import type { ExternalHost } from './external';
import type { Application, HeadConfig } from './schema';
import type { ServiceConfig } from './service';

/** A part of an application: where it stands, and what it says where that is valid. */
export interface Part<Config> {
  readonly node: MapNode;
  readonly config?: Config;
}

/** A service of an application, with what the rules say that look at it alone. */
export interface ServicePart extends Part<ServiceConfig> {
  readonly findings: readonly ApplicationFinding[];
}

/** An application of a cluster: its file, merged with what the cluster says otherwise. */
export interface Running {
  readonly name: string;
  /** Its own file. */
  readonly source: SourceText;
  /** The cluster's file. */
  readonly cluster: SourceText;
  readonly root: MapNode;
  /** Absent where it is not valid. */
  readonly head?: HeadConfig;
  /** By name, in the order of the file, with its defaults. */
  readonly services: ReadonlyMap<string, ServicePart>;
  readonly external: ReadonlyMap<string, Part<ExternalHost>>;
  /** The whole, where all of it is valid. */
  readonly application?: Application;
}

/** What a rule has to say about one field of an application. What was found is the field's text, unless the rule says it. */
export interface ApplicationFinding extends Omit<Finding, 'path' | 'found'> {
  readonly path: readonly PropertyKey[];
  readonly found?: string;
  /** Points at the key instead of the value. */
  readonly atKey?: boolean;
}

/** A rule on one service alone. It judges what is valid, whatever else is wrong. */
export type ServiceRule = (name: string, service: Part<ServiceConfig>) => readonly ApplicationFinding[];

/** A rule on one application. It judges what is valid, whatever else is wrong. */
export type ApplicationRule = (running: Running) => readonly ApplicationFinding[];

/** A finding at its place in the file that the value stands in. */
export function located(running: Running, finding: ApplicationFinding): Problem {
  const { path, found, atKey = false, ...rest } = finding;
  const { root, inside } = rootOf(running, path);
  const place = placeOf(root, inside);
  const text = place.node === undefined ? 'nothing' : describeScalar(place.node);
  const span: Span = atKey ? (place.keySpan ?? place.span) : place.span;
  return locate(running.source, span, {
    ...rest,
    path: pathText(originPath(root, inside)),
    found: found ?? text,
  });
}

/** Services and hosts are trees of their own, with their defaults put in. */
function rootOf(
  { root, services, external }: Running,
  path: readonly PropertyKey[],
): { readonly root: TreeNode; readonly inside: readonly PropertyKey[] } {
  const [section, name, ...inside] = path;
  if (inside.length > 0 && typeof name === 'string') {
    const part =
      section === 'services' ? services.get(name) : section === 'external' ? external.get(name) : undefined;
    if (part !== undefined) return { root: part.node, inside };
  }
  return { root, inside: path };
}

/** Where a value stands, as a message names it: `applications/dj.yaml:12`. */
export function placeText(running: Running, path: readonly PropertyKey[]): string {
  const { root, inside } = rootOf(running, path);
  const { span } = placeOf(root, inside);
  const source = span.origin?.source ?? running.source;
  return `${source.file}:${positionOf(source, span.start).line}`;
}
