import { text } from '../../../references/fields';
import { annotationPath } from '../../kong/annotation';
import { exampleIngress } from '../../kong/example';
import { exampleService, outageGiven } from '../../kong/outage';
import type { ObjectRule } from '../../rule';

const protocolAnnotation = 'konghq.com/protocol';
const verifyAnnotation = 'konghq.com/tls-verify';
const authorities = ['konghq.com/ca-certificates-secrets', 'konghq.com/ca-certificates-configmaps'];

export const serviceCertificate: ObjectRule = {
  id: 'kong/service-certificate',
  severity: 'error',
  title: 'a Service names certificates that the controller leaves out',
  why: 'The controller hands on no certificate to a service without TLS, and no authorities to one that verifies nothing; it says so in an event only, and the connection goes on without.',
  source:
    'Kong/kubernetes-ingress-controller v3.5.13 internal/dataplane/translator/ingressrules.go, handleServiceClientCertificates, handleServiceCACertificates',
  measured:
    'Kong Ingress Controller 3.5.13 makes of the failing example a service without ca_certificates, and reports: CA certificates requested for service without TLS verification enabled. Of the passing one it makes a service with tls_verify and the certificate.',
  kinds: ['/Service'],
  *checkObject(object) {
    const { annotations } = object.metadata;
    const protocol = text(annotations?.[protocolAnnotation]) ?? 'http';
    const verifies = /^([tT1]|true|TRUE|True)$/.test(text(annotations?.[verifyAnnotation]) ?? '');
    for (const annotation of ['konghq.com/client-cert', ...authorities]) {
      const name = text(annotations?.[annotation]) ?? '';
      const path = annotationPath(annotation);
      if (name === '') continue;
      if (!overTls.has(protocol)) {
        const found = `${name}, with protocol ${protocol}`;
        const expected = `${protocolAnnotation}: https`;
        const mend = `add ${protocolAnnotation}: https`;
        yield { object, path, message: 'a service without TLS has no certificates', found, expected, mend };
      } else if (authorities.includes(annotation) && !verifies) {
        const expected = `${verifyAnnotation}: "true"`;
        const mend = `add ${verifyAnnotation}: "true"`;
        yield {
          object,
          path,
          message: 'a service that verifies nothing has no authorities',
          found: name,
          expected,
          mend,
        };
      }
    }
  },
  example: {
    given: [...outageGiven, 'Secret prod/authority'],
    fails: `${exampleService('konghq.com/ca-certificates-secrets: authority, konghq.com/protocol: https')}---${exampleIngress('')}`,
    passes: `${exampleService('konghq.com/ca-certificates-secrets: authority, konghq.com/protocol: https, konghq.com/tls-verify: "true"')}---${exampleIngress('')}`,
  },
};

/** Protocols of services over TLS. */
const overTls = new Set(['https', 'grpcs', 'tls', 'tls_passthrough', 'wss']);
