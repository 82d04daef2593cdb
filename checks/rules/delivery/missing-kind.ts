import type { SetRule } from '../../rule';

export const missingKind: SetRule = {
  id: 'delivery/missing-kind',
  severity: 'error',
  title: 'nothing installs the kind of an object',
  why: 'The API server knows no such kind, and refuses the object; with Flux, every other object of the stage as well.',
  source: 'Kubernetes documentation, Custom Resources',
  measured:
    'kube-apiserver v1.35.4 answers 404 to an Issuer whose group nobody has defined, and takes the ConfigMap.',
  *checkSet({ index, stageOf }) {
    const reported = new Set<string>();
    for (const { from, path, target } of index.dangling()) {
      if (target.type !== 'kind' || path !== '/kind') continue;
      const kind = `${target.group}/${target.kind}`;
      if (reported.has(kind)) continue;
      reported.add(kind);
      yield {
        object: from,
        path,
        message: `nothing installs the kind ${kind}`,
        found: `${from.kind} ${from.metadata.name}, the first of its kind`,
        expected:
          'a Helm install or a CustomResourceDefinition that brings the kind, or a component that is given',
        mend: 'install its operator in an earlier stage, or declare it as given',
        // Objects without stages may be a part of what the cluster gets; the rest brings its operators.
        ...(stageOf === undefined ? { severity: 'notice' } : {}),
      };
    }
  },
  example: {
    given: ['Namespace prod'],
    stages: { fails: [3], passes: [3] },
    fails: `
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: internal, namespace: prod}
spec: {selfSigned: {}}
`,
    passes: `
apiVersion: v1
kind: ConfigMap
metadata: {name: internal, namespace: prod}
`,
  },
};
