import { dig, items, pointer, text } from '../../../references/fields';
import { groupOf } from '../../../references/manifest';
import { annotationPath } from '../../kong/annotation';
import { perIndex } from '../../per-index';
import type { ObjectRule } from '../../rule';

const options = 'argocd.argoproj.io/sync-options';

/** Groups whose webhooks fill in fields that may not change afterwards. */
const filledIn = new Set(['appmesh.k8s.aws']);

export const replace: ObjectRule = {
  id: 'delivery/replace',
  severity: 'error',
  title: 'objects of App Mesh are replaced instead of applied',
  why: 'Replacing drops what the webhook filled in (awsName, meshRef), which may not change: the webhook refuses every sync after the first.',
  source:
    'Argo CD v3.5.1 docs/user-guide/sync-options.md; aws-app-mesh-controller-for-k8s v1.13.3 webhooks/appmesh',
  *checkObject(object, { index }) {
    const group = groupOf(object.apiVersion);
    if (
      filledIn.has(group) &&
      (text(object.metadata.annotations?.[options]) ?? '').includes('Replace=true')
    ) {
      yield { ...finding, object, path: annotationPath(options), found: 'Replace=true' };
    }
    if (group !== 'argoproj.io' || object.kind !== 'Application' || !hasFilledIn(index)) return;
    if (dig(object, 'spec', 'source', 'chart') !== undefined) return;
    for (const [position, option] of items(dig(object, 'spec', 'syncPolicy', 'syncOptions')).entries()) {
      if (option !== 'Replace=true') continue;
      yield {
        ...finding,
        object,
        path: pointer('spec', 'syncPolicy', 'syncOptions', position),
        found: 'Replace=true',
      };
    }
  },
  example: {
    given: ['app-mesh-controller'],
    engine: 'argo-cd',
    fails: mesh('{argocd.argoproj.io/sync-options: Replace=true}'),
    passes: mesh('{argocd.argoproj.io/sync-options: ServerSideApply=true}'),
  },
};

const finding = {
  message: 'objects of App Mesh are replaced rather than applied',
  expected: 'ServerSideApply=true',
  mend: 'write ServerSideApply=true instead',
};

const hasFilledIn = perIndex((index) =>
  index.objects.some(({ apiVersion }) => filledIn.has(groupOf(apiVersion))),
);

function mesh(annotations: string): string {
  return `
apiVersion: appmesh.k8s.aws/v1beta2
kind: Mesh
metadata: {name: dj-app, annotations: ${annotations}}
spec: {namespaceSelector: {matchLabels: {mesh: dj-app}}}
`;
}
