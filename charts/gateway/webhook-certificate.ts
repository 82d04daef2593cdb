import type { Construct } from 'constructs';
import { Certificate, Issuer } from '../../imports/cert-manager.io';
import { gatewayNamespace, gatewayRelease, webhookTlsSecret } from './names';

/** A certificate for the admission webhook that stays the same from one render to the next. */
export function addWebhookCertificate(scope: Construct): void {
  const issuer = new Issuer(scope, 'webhook-issuer', {
    metadata: { name: 'kong-admission-webhook', namespace: gatewayNamespace },
    spec: { selfSigned: {} },
  });
  const service = `${gatewayRelease}-controller-validation-webhook.${gatewayNamespace}.svc`;
  new Certificate(scope, 'webhook-certificate', {
    metadata: { name: webhookTlsSecret, namespace: gatewayNamespace },
    spec: {
      secretName: webhookTlsSecret,
      dnsNames: [service],
      issuerRef: { kind: 'Issuer', name: issuer.name },
    },
  });
}
