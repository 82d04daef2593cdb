import { annotationPath, annotationsSource } from '../../kong/annotation';
import { exampleIngress, kongGiven } from '../../kong/example';
import { isKongIngress } from '../../kong/ingress';
import type { ObjectRule } from '../../rule';

/** Prefixes of annotations, and whose they are. */
const others: readonly (readonly [prefix: string, whose: string])[] = [
  ['nginx.ingress.kubernetes.io/', 'ingress-nginx'],
  ['nginx.org/', 'NGINX Ingress Controller'],
  ['haproxy.org/', 'HAProxy'],
  ['haproxy-ingress.github.io/', 'HAProxy Ingress'],
  ['traefik.ingress.kubernetes.io/', 'Traefik'],
  ['alb.ingress.kubernetes.io/', 'the AWS Load Balancer Controller'],
  ['appgw.ingress.kubernetes.io/', 'Azure’s Application Gateway'],
  ['getambassador.io/', 'Emissary'],
  ['projectcontour.io/', 'Contour'],
];

/** Forms of Kong's own that its controller reads no more. */
const dead =
  /^(?:[a-z-]+\.plugin\.konghq\.com|plugins\.konghq\.com|configuration\.konghq\.com|strip-path\.konghq\.com)(?:\/|$)/;

export const foreignAnnotation: ObjectRule = {
  id: 'kong/foreign-annotation',
  severity: 'warning',
  title: 'an Ingress of Kong’s has an annotation of another controller, or of a form that is dead',
  why: 'Kong reads none of them: the rewrite, limit or authentication that it asks for is not there, and nobody says so.',
  source: annotationsSource,
  kinds: ['networking.k8s.io/Ingress'],
  *checkObject(object, { index }) {
    const keys = Object.keys(object.metadata.annotations ?? {});
    const found = keys.flatMap((key) => {
      const [, whose] = others.find(([prefix]) => key.startsWith(prefix)) ?? [];
      return whose === undefined && !dead.test(key) ? [] : [{ key, whose }];
    });
    if (found.length === 0 || !isKongIngress(object, index)) return;
    for (const { key, whose } of found) {
      yield {
        object,
        path: annotationPath(key),
        message:
          whose === undefined
            ? `Kong no longer reads ${key}`
            : `Kong does not read ${key}, which is for ${whose}`,
        found: key,
        expected: 'annotations of Kong: konghq.com/...',
        mend:
          whose === undefined
            ? 'name the plugin under konghq.com/plugins'
            : 'write what Kong has for it, or remove the annotation',
      };
    }
  },
  example: {
    given: [...kongGiven],
    fails: exampleIngress('nginx.ingress.kubernetes.io/rewrite-target: /'),
    passes: exampleIngress('konghq.com/strip-path: "true"'),
  },
};
