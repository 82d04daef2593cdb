import { dig, text } from '../../../references/fields';
import { annotationPath, classAnnotation } from '../../kong/annotation';
import { exampleIngress, kongGiven } from '../../kong/example';
import type { ObjectRule } from '../../rule';

export const classTwice: ObjectRule = {
  id: 'kong/class-twice',
  severity: 'error',
  title: 'an Ingress names one class in the field and another in the old annotation',
  why: 'The API server refuses to create an Ingress whose two classes differ; equal ones are taken and served.',
  source:
    'kubernetes pkg/apis/networking/validation/validation.go, ValidateIngressCreate (kube-apiserver v1.35.4)',
  kinds: ['networking.k8s.io/Ingress'],
  *checkObject(object) {
    const annotation = object.metadata.annotations?.[classAnnotation];
    const field = text(dig(object, 'spec', 'ingressClassName'));
    if (annotation === undefined || field === undefined || annotation === field) return;
    yield {
      object,
      path: annotationPath(classAnnotation),
      message: 'two classes are named',
      found: `${annotation} in the annotation, ${field} in spec.ingressClassName`,
      expected: 'only spec.ingressClassName',
      mend: `remove the annotation ${classAnnotation}`,
    };
  },
  example: {
    given: [...kongGiven, 'IngressClass internal'],
    fails: exampleIngress('kubernetes.io/ingress.class: internal'),
    passes: exampleIngress('kubernetes.io/ingress.class: kong'),
  },
};
