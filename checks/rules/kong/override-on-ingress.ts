import { annotationPath, annotationsSource, routeKinds } from '../../kong/annotation';
import { exampleIngress, kongGiven } from '../../kong/example';
import type { ObjectRule } from '../../rule';

const override = 'konghq.com/override';

export const overrideOnIngress: ObjectRule = {
  id: 'kong/override-on-ingress',
  severity: 'error',
  title: 'a route names a KongIngress, which the controller no longer reads from routes',
  why: 'Since Kong Ingress Controller 3 the annotation is ignored there: host, path and protocol are then the defaults, not those of the KongIngress.',
  source: 'Kong/kubernetes-ingress-controller CHANGELOG 3.0; developer.konghq.com migrate/kongingress',
  kinds: routeKinds,
  *checkObject(object) {
    const value = object.metadata.annotations?.[override];
    if (value === undefined) return;
    yield {
      object,
      path: annotationPath(override),
      message: `${override} is ignored on ${object.kind}s`,
      found: value,
      expected: `annotations of the ${object.kind} itself`,
      mend: 'write what the KongIngress has below `route` as annotations here (konghq.com/strip-path, konghq.com/preserve-host, konghq.com/methods, ...), and remove this one',
      source: annotationsSource,
    };
  },
  example: {
    given: [...kongGiven, 'KongIngress prod/do-not-preserve-host'],
    fails: exampleIngress('konghq.com/override: do-not-preserve-host'),
    passes: exampleIngress('konghq.com/preserve-host: "false"'),
  },
};
