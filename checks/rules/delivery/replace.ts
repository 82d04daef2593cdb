import { dig, items, pointer, text } from '../../../references/fields';
import { groupOf } from '../../../references/manifest';
import { annotationPath } from '../../kong/annotation';
import type { SetRule } from '../../rule';

const options = 'argocd.argoproj.io/sync-options';

/** Groups whose webhooks fill in fields that may not change afterwards. */
const filledIn = new Set(['appmesh.k8s.aws']);

export const replace: SetRule = {
  id: 'delivery/replace',
  severity: 'error',
  title: 'objects of App Mesh are replaced instead of applied',
  why: 'Replacing drops what the webhook filled in (awsName, meshRef), which may not change: the webhook refuses every sync after the first.',
  source:
    'Argo CD v3.5.1 docs/user-guide/sync-options.md; aws-app-mesh-controller-for-k8s v1.13.3 webhooks/appmesh',
  measured:
    'the webhook of App Mesh controller 1.13.3 refuses a Mesh that replaces itself: Mesh update may not change these fields: spec.awsName; it takes the same Mesh by server-side apply.',
  *checkSet({ index }) {
    const ofMesh = index.objects.filter(({ apiVersion }) => filledIn.has(groupOf(apiVersion)));
    if (ofMesh.length === 0) return;
    for (const object of ofMesh) {
      if ((text(object.metadata.annotations?.[options]) ?? '').includes('Replace=true'))
        yield { ...finding, object, path: annotationPath(options), found: 'Replace=true' };
    }
    for (const object of index.ofKind('argoproj.io', 'Application')) {
      if (dig(object, 'spec', 'source', 'chart') !== undefined) continue;
      for (const [position, option] of items(dig(object, 'spec', 'syncPolicy', 'syncOptions')).entries()) {
        if (option !== 'Replace=true') continue;
        yield {
          ...finding,
          object,
          path: pointer('spec', 'syncPolicy', 'syncOptions', position),
          found: 'Replace=true',
        };
      }
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

function mesh(annotations: string): string {
  return `
apiVersion: appmesh.k8s.aws/v1beta2
kind: Mesh
metadata: {name: dj-app, annotations: ${annotations}}
spec: {namespaceSelector: {matchLabels: {mesh: dj-app}}}
`;
}
