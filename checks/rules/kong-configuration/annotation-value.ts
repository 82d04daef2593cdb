import { annotatedKinds } from '../../kong/annotation-table';
import { exampleIngress } from '../../kong/example';
import { exampleService, outage, outageGiven } from '../../kong/outage';
import { wrongValues } from '../../kong/wrong-value';
import type { ObjectRule } from '../../rule';

export const refusedAnnotationValue: ObjectRule = {
  id: 'kong-configuration/annotation-value',
  severity: 'error',
  title: 'an annotation of Kong’s has a value that the gateway refuses',
  why: outage,
  source:
    'Kong/kong 3.9.1 kong/db/schema/entities/services.lua, upstreams.lua; Kong/kubernetes-ingress-controller v3.5.13 internal/dataplane/kongstate/service.go',
  measured:
    'Kong Ingress Controller 3.5.13 with the parser of Kong Gateway 3.9.1: the webhook takes each value that the rule refuses, and the gateway refuses the configuration that the controller makes of it.',
  kinds: annotatedKinds,
  *checkObject(object) {
    for (const { stops, draft } of wrongValues(object)) if (stops) yield draft;
  },
  example: {
    given: outageGiven,
    fails: `${exampleService('konghq.com/path: /v1?debug=1')}---${exampleIngress('')}`,
    passes: `${exampleService('konghq.com/path: /v1')}---${exampleIngress('')}`,
  },
};
