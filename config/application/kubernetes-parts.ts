import { refusalsOf } from '../../pod-spec/definitions';
import { type KubernetesPart, kubernetesPart, partSchema } from '../kubernetes/field';
import { kubernetesProblems } from '../kubernetes/judge';
import { type KubernetesSchema, kubernetesSchema } from '../kubernetes/schema';
import { locate, type Problem, pathText, type SourceText } from '../problem';
import { shapeOf } from '../schema-walk';
import { type MapNode, plainValue, spanOf, type TreeNode } from '../yaml-tree';
import { entriesOf, inside } from './resolve';
import { serviceSchema, versionSchema } from './service';

/** The words of ours that stand among Kubernetes' own. */
const mountWords: Readonly<Record<string, KubernetesSchema>> = { mountPath: {}, readOnly: {}, subPath: {} };

/** Maps whose values are parts of Kubernetes, by name. */
export const namedParts: Readonly<Record<string, KubernetesPart & { readonly mounted?: boolean }>> = {
  volumes: { part: 'Volume', without: ['name'], mounted: true },
  volumeClaimTemplates: { part: 'PersistentVolumeClaimSpec', mounted: true },
  containers: { part: 'Container', without: ['name'] },
  initContainers: { part: 'Container', without: ['name'] },
};

/** What is wrong with the parts of a service that Kubernetes' schemas judge. */
export function kubernetesPartProblems(source: SourceText, service: MapNode): readonly Problem[] {
  const versions = entriesOf(inside(service, 'versions')).map(({ value }) => value);
  return [
    ...judged(source, service, shapeOf(serviceSchema) ?? {}),
    ...versions.flatMap((version) => judged(source, version, shapeOf(versionSchema) ?? {})),
  ];
}

function judged(
  source: SourceText,
  node: TreeNode,
  shape: NonNullable<ReturnType<typeof shapeOf>>,
): readonly Problem[] {
  return entriesOf(node).flatMap(({ key, value }) => {
    const field = Object.hasOwn(shape, key) ? shape[key] : undefined;
    const part = field === undefined ? undefined : kubernetesPart(field);
    if (part !== undefined) return problemsOf(source, value, part.part, part.part, partSchema(part));
    const inside = Object.hasOwn(namedParts, key) ? namedParts[key] : undefined;
    if (inside === undefined) return [];
    return entriesOf(value).flatMap((entry) => {
      const schema = kubernetesSchema(inside.part, inside.without);
      const whole =
        inside.mounted === true ? { ...schema, properties: { ...schema.properties, ...mountWords } } : schema;
      return problemsOf(source, entry.value, key, inside.part, whole);
    });
  });
}

/** What was found of a node, which versions and clusters share: defaults are judged once. */
const known = new WeakMap<TreeNode, Map<string, readonly Problem[]>>();

function problemsOf(
  source: SourceText,
  node: TreeNode,
  part: string,
  definition: string,
  schema: KubernetesSchema,
): readonly Problem[] {
  const byPart = known.get(node) ?? new Map<string, readonly Problem[]>();
  known.set(node, byPart);
  const before = byPart.get(part);
  if (before !== undefined) return before;
  const found = kubernetesProblems(source, node, schema);
  // What the API server refuses beyond the schema is asked of what fits it.
  const problems = found.length > 0 ? found : refusedParts(source, node, definition);
  byPart.set(part, problems);
  return problems;
}

/** What the API server refuses of a part of a pod that fits its schema, at its place. */
function refusedParts(source: SourceText, node: TreeNode, definition: string): readonly Problem[] {
  return refusalsOf(definition, plainValue(node)).map(({ at, ...finding }) => {
    const place = at.reduce<TreeNode>(
      (above, key) =>
        (above.kind === 'list' ? above.items[Number(key)] : inside(above, String(key))) ?? above,
      node,
    );
    const span = spanOf(place);
    return locate(source, span, { path: pathText(span.origin?.path ?? []), ...finding });
  });
}
