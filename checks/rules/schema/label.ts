import { dig, fields, pointer } from '../../../references/fields';
import { groupOf, type Manifest } from '../../../references/manifest';
import type { Draft } from '../../finding';
import type { SetRule } from '../../rule';
import { labelValue, maxAnnotationBytes, type NameRule, qualifiedName } from '../../schema/names';
import { show } from '../../schema/show';

/** Groups whose kinds have a pod template at `spec.template`. */
const withPods: ReadonlySet<string> = new Set(['apps', 'batch']);

export const label: SetRule = {
  id: 'schema/label',
  severity: 'error',
  title: 'a label, annotation or finalizer that Kubernetes does not allow',
  why: 'The API server refuses the object; in a pod template the Deployment is taken and its pods are not.',
  source:
    'k8s.io/apimachinery v0.35.4 pkg/apis/meta/v1/validation/validation.go, pkg/api/validation/objectmeta.go',
  *checkSet({ index }) {
    for (const object of index.objects) {
      if (!isSound(object.metadata)) yield* inMetadata(object, ['metadata']);
      if (!withPods.has(groupOf(object.apiVersion))) continue;
      const template = ['spec', 'template', 'metadata'];
      if (!isSound(dig(object, ...template))) yield* inMetadata(object, template);
    }
  },
  example: {
    given: ['Namespace prod'],
    fails: `
apiVersion: v1
kind: ConfigMap
metadata: {name: jazz, namespace: prod, labels: {app.kubernetes.io/version: "1.0+build 7"}}
`,
    passes: `
apiVersion: v1
kind: ConfigMap
metadata: {name: jazz, namespace: prod, labels: {app.kubernetes.io/version: 1.0-build-7}}
`,
  },
};

/** Whether there is nothing to say of a metadata; true of nearly all, so it is asked before anything is made. */
function isSound(metadata: unknown): boolean {
  const labels = fields(dig(metadata, 'labels'));
  for (const key of Object.keys(labels)) {
    const value = labels[key];
    if (!qualifiedName.test(key) || (typeof value === 'string' && !labelValue.test(value))) return false;
  }
  const annotations = fields(dig(metadata, 'annotations'));
  let size = 0;
  for (const key of Object.keys(annotations)) {
    const value = annotations[key];
    if (!qualifiedName.test(key.toLowerCase())) return false;
    size += key.length + (typeof value === 'string' ? value.length : 0);
  }
  return size <= maxAnnotationBytes;
}

function* inMetadata(object: Manifest, at: readonly string[]): Iterable<Draft> {
  const metadata = dig(object, ...at);
  const draft = (where: string[], what: string, value: unknown, { expected }: NameRule): Draft => ({
    object,
    path: pointer(...at, ...where),
    message: `${show(value)} is no ${what}`,
    found:
      typeof value === 'string' && value.length > 63
        ? `${show(value)}, ${value.length} characters`
        : show(value),
    expected,
    mend: 'shorten it, or replace the characters that are not allowed',
  });
  for (const [key, value] of Object.entries(fields(dig(metadata, 'labels')))) {
    if (!qualifiedName.test(key)) yield draft(['labels', key], 'key of a label', key, qualifiedName);
    if (typeof value === 'string' && !labelValue.test(value))
      yield draft(['labels', key], 'value of a label', value, labelValue);
  }
  let size = 0;
  for (const [key, value] of Object.entries(fields(dig(metadata, 'annotations')))) {
    if (!qualifiedName.test(key.toLowerCase()))
      yield draft(['annotations', key], 'key of an annotation', key, qualifiedName);
    size += key.length + (typeof value === 'string' ? value.length : 0);
  }
  if (size > maxAnnotationBytes) {
    yield {
      object,
      path: pointer(...at, 'annotations'),
      message: 'the annotations are too large',
      found: `${size} characters`,
      expected: `at most ${maxAnnotationBytes} bytes for the keys and values of all of them`,
      mend: 'move the text to a ConfigMap; kubectl apply itself keeps the whole object in an annotation',
    };
  }
}
