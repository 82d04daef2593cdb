import { annotationsSource } from '../../kong/annotation';
import { annotatedKinds } from '../../kong/annotation-table';
import { exampleIngress, kongGiven } from '../../kong/example';
import { wrongValues } from '../../kong/wrong-value';
import type { ObjectRule } from '../../rule';

export const annotationValue: ObjectRule = {
  id: 'kong/annotation-value',
  severity: 'error',
  title: 'an annotation of Kong’s has a value that it does not take',
  why: 'The controller ignores most values that it cannot read and goes on with its default (`service-upstream: "True"` is off); its webhook refuses others.',
  source: `${annotationsSource}, internal/dataplane/kongstate/route.go, service.go`,
  measured:
    'Kong Ingress Controller 3.5.13 with the parser of Kong Gateway 3.9.1: of 80 values of 25 annotations each that has its effect passes, and each that webhook or gateway refuse is an error.',
  kinds: annotatedKinds,
  *checkObject(object) {
    for (const { stops, draft } of wrongValues(object)) if (!stops) yield draft;
  },
  example: {
    given: kongGiven,
    fails: exampleIngress('konghq.com/strip-path: "yes"'),
    passes: exampleIngress('konghq.com/strip-path: "true"'),
  },
};
