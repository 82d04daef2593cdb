import { text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import { nearest } from '../../../references/nearest';
import { existingNames } from '../../existing-names';
import { annotationPath, classAnnotation } from '../../kong/annotation';
import { credentialGiven, exampleConsumer } from '../../kong/credential-example';
import { ingressClasses } from '../../kong/gateway';
import type { ObjectRule } from '../../rule';
import { oneOfNames } from '../../words';

export const missingClass: ObjectRule = {
  id: 'kong/missing-class',
  severity: 'error',
  title: 'one of Kong’s own objects names an ingress class that no controller serves',
  why: 'The controller passes over objects of other classes without a word.',
  source: 'Kong/kubernetes-ingress-controller v3.5.13 internal/controllers/utils/predicates',
  kinds: [
    'configuration.konghq.com/KongConsumer',
    'configuration.konghq.com/KongConsumerGroup',
    'configuration.konghq.com/KongClusterPlugin',
    'configuration.konghq.com/KongVault',
    'configuration.konghq.com/TCPIngress',
    'configuration.konghq.com/UDPIngress',
    'networking.k8s.io/Ingress',
  ],
  *checkObject(object, { index }) {
    const name = text(object.metadata.annotations?.[classAnnotation]);
    if (name === undefined || ingressClasses(index).all.has(name)) return;
    if (index.provisions(objectId('networking.k8s.io', 'IngressClass', undefined, name)).length > 0) return;
    // An Ingress may be anybody's: only one that nearly names a class of Kong's is known to be meant for it.
    const classes = new Set([
      ...ingressClasses(index).ofKong,
      ...existingNames(index, 'networking.k8s.io', 'IngressClass', undefined),
    ]);
    const close = nearest(name, classes);
    if (object.kind === 'Ingress' && close === undefined) return;
    yield {
      object,
      path: annotationPath(classAnnotation),
      message: `no controller serves the ingress class ${name}`,
      found: name,
      expected: classes.size === 0 ? 'a class that is there' : oneOfNames([...classes]),
      mend: close === undefined ? 'name the class of the Kong controller' : `write ${close}`,
      ...(close === undefined ? {} : { nearest: close }),
      // Where the set installs no controller, the class may be that of one which the cluster has.
      ...(classes.size === 0 ? { severity: 'notice' } : {}),
    };
  },
  example: {
    given: credentialGiven,
    fails: `${kongClass()}---${exampleConsumer('').replace('class: kong', 'class: knog')}`,
    passes: `${kongClass()}---${exampleConsumer('')}`,
  },
};

function kongClass(): string {
  return `
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: kong}
spec: {controller: ingress-controllers.konghq.com/kong}
`;
}
