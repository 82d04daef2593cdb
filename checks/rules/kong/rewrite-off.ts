import { dig, items, text } from '../../../references/fields';
import { annotationPath } from '../../kong/annotation';
import { exampleIngress, exampleRelease, kongGiven } from '../../kong/example';
import { kongControllers } from '../../kong/gateway';
import { isKongIngress } from '../../kong/ingress';
import type { ObjectRule } from '../../rule';

const annotation = 'konghq.com/rewrite';

export const rewriteOff: ObjectRule = {
  id: 'kong/rewrite-off',
  severity: 'error',
  title: 'an Ingress rewrites paths while the controller’s feature gate for that is off',
  why: 'The webhook refuses the Ingress; without the webhook the controller drops all of it: every path of it answers 404.',
  source:
    'Kong/kubernetes-ingress-controller v3.5.13 internal/dataplane/translator/translate_ingress.go (MaybeRewriteURI), FEATURE_GATES.md (RewriteURIs)',
  kinds: ['networking.k8s.io/Ingress'],
  *checkObject(object, { index }) {
    if (object.metadata.annotations?.[annotation] === undefined || !isKongIngress(object, index)) return;
    const controllers = kongControllers(index);
    const on = ({ values }: (typeof controllers)[number]): boolean => {
      const gates = text(dig(values, 'ingressController', 'env', 'feature_gates')) ?? '';
      const args = items(dig(values, 'ingressController', 'args')).flatMap((one) => text(one) ?? []);
      return [gates, ...args].some((one) => /\bRewriteURIs=true\b/i.test(one));
    };
    if (controllers.length === 0 || controllers.some(on)) return;
    yield {
      object,
      path: annotationPath(annotation),
      message: 'the controller rewrites no paths: its feature gate RewriteURIs is off',
      found: annotation,
      expected: 'feature_gates: RewriteURIs=true in ingressController.env of the chart',
      mend: 'turn the feature gate on, or use the plugin request-transformer (replace.uri)',
    };
  },
  example: {
    given: kongGiven,
    fails: `${release('{}')}---${exampleIngress('konghq.com/rewrite: /jazz')}`,
    passes: `${release('{env: {feature_gates: RewriteURIs=true}}')}---${exampleIngress('konghq.com/rewrite: /jazz')}`,
  },
};

function release(controller: string): string {
  return exampleRelease('kong', `{ingressController: ${controller}, image: {repository: kong, tag: "3.9"}}`);
}
