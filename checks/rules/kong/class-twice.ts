import { dig, text } from '../../../references/fields';
import { annotationPath, classAnnotation } from '../../kong/annotation';
import { exampleIngress, kongGiven } from '../../kong/example';
import type { ObjectRule } from '../../rule';

export const classTwice: ObjectRule = {
  id: 'kong/class-twice',
  severity: 'error',
  title: 'an Ingress names its class in the field and in the old annotation',
  why: 'The API server refuses to create an Ingress that has both.',
  source: 'kubernetes pkg/apis/networking/validation/validation.go, ValidateIngressCreate',
  kinds: ['networking.k8s.io/Ingress'],
  *checkObject(object) {
    const annotation = object.metadata.annotations?.[classAnnotation];
    const field = text(dig(object, 'spec', 'ingressClassName'));
    if (annotation === undefined || field === undefined) return;
    yield {
      object,
      path: annotationPath(classAnnotation),
      message: 'the class is named twice',
      found: `${annotation} in the annotation, ${field} in spec.ingressClassName`,
      expected: 'only spec.ingressClassName',
      mend: `remove the annotation ${classAnnotation}`,
    };
  },
  example: {
    given: kongGiven,
    fails: exampleIngress('kubernetes.io/ingress.class: kong'),
    passes: exampleIngress(''),
  },
};
