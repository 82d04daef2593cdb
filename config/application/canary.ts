import { nearest } from '../../references/nearest';
import { mapOf } from '../merge';
import { locate, type Problem, pathText, positionOf, type SourceText } from '../problem';
import { describeScalar } from '../scalar-text';
import { type MapEntry, type MapNode, spanOf, type TreeNode } from '../yaml-tree';
import { entriesOf, inside } from './resolve';

/**
 * `canary: {jazz: 5}` of a cluster file, put where it belongs: the weight of the one version of `jazz` that has a weight.
 *
 * @param problems gets what is wrong with it
 */
export function withCanary(root: MapNode, source: SourceText, problems: Problem[]): MapNode {
  const canary = root.entries.get('canary');
  if (canary === undefined || canary.value.kind !== 'map') return root;
  let services = inside(root, 'services');
  for (const entry of entriesOf(canary.value)) {
    const moved = services === undefined ? undefined : moveTo(services, entry, source, problems);
    if (moved !== undefined) services = moved;
  }
  if (services === undefined) return root;
  const moved = services;
  return mapOf(
    root,
    entriesOf(root).map((entry) => (entry.key === 'services' ? { ...entry, value: moved } : entry)),
  );
}

function moveTo(
  services: TreeNode,
  entry: MapEntry,
  source: SourceText,
  problems: Problem[],
): TreeNode | undefined {
  const report = (message: string, found: string, expected: string, mend: string) => {
    const path = pathText(entry.keySpan.origin?.path ?? []);
    problems.push(locate(source, entry.keySpan, { path, message, found, expected, mend }));
    return undefined;
  };
  const { key: name, value: share } = entry;
  if (entry.keySpan.origin?.source === source) {
    return report(
      'a canary in the application file',
      name,
      'the weight of a version; canary is for cluster files',
      `write weight at the version under services.${name}.versions`,
    );
  }
  const service = inside(services, name);
  if (service === undefined) {
    const known = entriesOf(services).map(({ key }) => key);
    const near = nearest(name, known);
    const mend = near === undefined ? 'remove it' : `write ${near}`;
    return report('unknown service', name, `one of ${known.join(', ')}`, mend);
  }
  const versions = inside(service, 'versions');
  const weighted = entriesOf(versions).filter(({ value }) => inside(value, 'weight') !== undefined);
  const [version, another] = weighted;
  if (version === undefined || another !== undefined || entriesOf(versions).length !== 2) {
    return report(
      'a canary that does not say of which version',
      `${name}, of which ${weighted.length} of ${entriesOf(versions).length} versions have a weight`,
      'a service of two versions, one of them with a weight: canary is short for it',
      `write the weight itself: services.${name}.versions.<version>.weight`,
    );
  }
  const before = inside(version.value, 'weight');
  const origin = before?.origin;
  if (before !== undefined && origin !== undefined && origin.source !== source) {
    const { line } = positionOf(origin.source, before.start);
    return report(
      'a share that is said in two ways',
      `${describeScalar(share)}, and ${pathText(origin.path)}: ${describeScalar(before)} at ${origin.source.file}:${line}`,
      'canary, or the weight itself',
      'remove one of the two',
    );
  }
  return replaced(services, [name, 'versions', version.key, 'weight'], share);
}

function replaced(node: TreeNode, path: readonly string[], by: TreeNode): TreeNode {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  return mapOf(
    spanOf(node),
    entriesOf(node).map((entry) =>
      entry.key === key ? { ...entry, value: replaced(entry.value, rest, by) } : entry,
    ),
  );
}
