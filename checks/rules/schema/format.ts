import type { SetRule } from '../../rule';
import { findingsOf } from '../../schema/schema-findings';

export const format: SetRule = {
  id: 'schema/format',
  severity: 'error',
  title: 'a text is not in the format of its field: a quantity, an address, a time, base64',
  why: 'The API server refuses the object, or cannot decode it.',
  source:
    'k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/validation/formats.go; k8s.io/apimachinery v0.35.4 pkg/api/resource/quantity.go',
  checkSet: ({ index }) => findingsOf('schema/format', index),
  example: {
    given: ['Namespace prod'],
    fails: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: music, namespace: prod}
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 10GiB}}
`,
    passes: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: music, namespace: prod}
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 10Gi}}
`,
  },
};
