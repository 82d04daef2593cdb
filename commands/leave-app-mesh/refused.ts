import { rules } from '../../checks/rules';
import type { InputDocument } from '../../migrate/document';
import type { LeaveFinding } from '../../migrate/result';
import { groupOf } from '../../references/manifest';
import { judge } from '../check/judge';
import type { Inputs } from '../manifests/inputs';

/** What App Mesh's API server and webhooks refuse. What they prune or fill in is none of it. */
const asked: ReadonlySet<string> = new Set([
  'app-mesh/connection-pool',
  'app-mesh/duplicate-backend',
  'app-mesh/duplicate-route-name',
  'app-mesh/gateway-route-host',
  'app-mesh/gateway-route-rewrite',
  'app-mesh/header-match',
  'app-mesh/one-provider',
  'app-mesh/route-match',
  'app-mesh/selector-operator',
  'schema/alternative',
  'schema/enum',
  'schema/missing-field',
  'schema/pattern',
  'schema/range',
  'schema/size',
  'schema/type',
]);

/** Why App Mesh would refuse objects of the input. */
export function refusalsOf(documents: readonly InputDocument[], inputs: Inputs): readonly LeaveFinding[] {
  const byManifest = new Map(documents.map((document) => [document.manifest, document] as const));
  const chosen = rules.filter(({ id }) => asked.has(id));
  const sets = inputs.sets.map((set) => ({
    ...set,
    open: true,
    objects: set.objects.filter(({ manifest }) => byManifest.has(manifest)),
  }));
  return judge(sets, { chosen }).findings.flatMap((finding): LeaveFinding[] => {
    const document = byManifest.get(finding.object);
    if (document === undefined || groupOf(finding.object.apiVersion) !== 'appmesh.k8s.aws') return [];
    if (finding.severity !== 'error') return [];
    const { name, namespace } = finding.object.metadata;
    return [
      {
        object: `${finding.object.kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`,
        field: finding.path,
        file: document.file,
        line: document.lineOf(finding.path),
        message: `App Mesh refuses it: ${finding.message}`,
        found: finding.found,
        expected: finding.expected,
        mend: finding.mend,
      },
    ];
  });
}
