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
