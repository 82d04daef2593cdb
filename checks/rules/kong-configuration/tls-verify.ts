import { text } from '../../../references/fields';
import { annotationPath } from '../../kong/annotation';
import { anything, truth, verifyDepth } from '../../kong/annotation-value';
import { exampleIngress } from '../../kong/example';
import { exampleService, outage, outageGiven } from '../../kong/outage';
import type { ObjectRule } from '../../rule';

const protocolAnnotation = 'konghq.com/protocol';

/** The annotations that only a service over TLS may have, and the values that the controller hands on. */
const overTls = new Map([
  ['konghq.com/tls-verify', truth],
  ['konghq.com/tls-verify-depth', verifyDepth],
]);

/** Over these the controller hands on certificates, which the gateway takes with https and tls alone. */
const handedOn = new Set(['grpcs', 'wss']);

export const tlsVerify: ObjectRule = {
  id: 'kong-configuration/tls-verify',
  severity: 'error',
  title: 'a Service has certificates or asks for their verification over a protocol that has none of it',
  why: `${outage} Even \`tls-verify: "false"\` is refused.`,
  source:
    'Kong/kong 3.9.1 kong/db/schema/entities/services.lua (tls_verify, tls_verify_depth); Kong/kubernetes-ingress-controller v3.5.13 internal/annotations/annotations.go',
  kinds: ['/Service'],
  *checkObject(object) {
    const { annotations } = object.metadata;
    const protocol = text(annotations?.[protocolAnnotation]) ?? 'http';
    if (protocol === 'https' || protocol === 'tls') return;
    const certificates = handedOn.has(protocol) ? ['konghq.com/client-cert'] : [];
    const judged = [...overTls, ...certificates.map((one) => [one, anything] as const)];
    for (const [annotation, value] of judged) {
      const found = text(annotations?.[annotation]);
      if (found === undefined || !value.accepts(found)) continue;
      yield {
        object,
        path: annotationPath(annotation),
        message: `${annotation} goes with ${protocolAnnotation}: https only`,
        found: `${found}, with protocol ${protocol}`,
        expected: `${protocolAnnotation}: https`,
        mend: `add ${protocolAnnotation}: https, or remove ${annotation}`,
      };
    }
  },
  example: {
    given: outageGiven,
    fails: `${exampleService('konghq.com/tls-verify: "true"')}---${exampleIngress('')}`,
    passes: `${exampleService('konghq.com/tls-verify: "true", konghq.com/protocol: https')}---${exampleIngress('')}`,
  },
};
