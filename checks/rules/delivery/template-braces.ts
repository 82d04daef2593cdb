import { dig } from '../../../references/fields';
import type { ObjectRule } from '../../rule';
import { stringsIn } from '../../strings';

/** What Kuma fills in itself: paths of identities, and host names. */
const kuma =
  /(?<!["'`])\{\{\s*(\.(Namespace|ServiceAccount|Mesh|Zone|TrustDomain|DisplayName|Workload)\b|label\s)/;

export const templateBraces: ObjectRule = {
  id: 'delivery/template-braces',
  severity: 'error',
  title: 'an ApplicationSet’s template has braces in it that are meant for Kuma',
  why: 'Argo CD fills in the template first: the identity’s path arrives as <no value>, or the ApplicationSet fails, and no pod gets its certificate.',
  source: 'Argo CD v3.5.1 docs/operator-manual/applicationset/GoTemplate.md; kuma v2.14.3 MeshIdentity',
  measured:
    "Argo CD v3.5.1's ApplicationSet makes the path /ns/<no value>/sa/<no value> of the failing example, and leaves that of the passing one as it is.",
  kinds: ['argoproj.io/ApplicationSet'],
  *checkObject(object) {
    const template = {
      template: dig(object, 'spec', 'template'),
      templatePatch: dig(object, 'spec', 'templatePatch'),
    };
    for (const { path, text } of stringsIn(template)) {
      const [found] = kuma.exec(text) ?? [];
      if (found === undefined) continue;
      yield {
        object,
        path: `/spec${path}`,
        message: 'Argo CD fills in what is meant for Kuma',
        found: text.slice(text.indexOf(found)).slice(0, 60),
        expected: 'no braces of Kuma’s inside an ApplicationSet',
        mend: 'deliver the object from a folder in Git, or write the braces as {{ "{{" }}',
      };
    }
  },
  example: {
    fails: set('path: "/ns/{{ .Namespace }}/sa/{{ .ServiceAccount }}"'),
    passes: set('path: /ns/prod'),
  },
};

function set(values: string): string {
  return `
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: clusters, namespace: argocd}
spec:
  goTemplate: true
  generators: [{list: {elements: [{cluster: one}]}}]
  template:
    metadata: {name: "mesh-{{ .cluster }}"}
    spec:
      project: default
      destination: {name: "{{ .cluster }}", namespace: kong-mesh-system}
      source: {repoURL: "https://charts.example.com", chart: identities, targetRevision: 1.0.0, helm: {valuesObject: {${values}}}}
`;
}
