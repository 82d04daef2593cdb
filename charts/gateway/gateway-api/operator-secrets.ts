import type { OperatorConfig } from '../../../config/gateway';
import type { SecretFromAws } from '../../secrets/aws-secrets';
import { clusterPluginSecrets } from '../cluster-plugins';
import { clientAuthoritySecret, konnectTokenSecret, licenseSecret, seenByOperator } from '../names';

/** What the operator itself, and the control planes inside it, read for all Gateways of a cluster. */
export function secretsOfOperator(gateway: OperatorConfig): readonly SecretFromAws[] {
  return [
    ...(gateway.mode === 'konnect-operator'
      ? [
          {
            name: konnectTokenSecret,
            labels: { ...seenByOperator, 'konghq.com/credential': 'konnect' },
            data: { token: gateway.konnect.tokenSecret },
          },
        ]
      : []),
    ...clusterPluginSecrets(gateway).map((secret) => ({ ...secret, labels: seenByOperator })),
  ];
}

/** What the kubelet reads for the pods of a Gateway, which is beside them and needs no label. */
export function secretsOfPods(gateway: OperatorConfig): readonly SecretFromAws[] {
  const { clientCertificates } = gateway.tls;
  const license = gateway.mode === 'kong-operator' ? gateway.license : undefined;
  return [
    ...(license === undefined
      ? []
      : [{ name: licenseSecret.name, data: { [licenseSecret.key]: license.secret } }]),
    ...(clientCertificates === undefined
      ? []
      : [
          {
            name: clientAuthoritySecret.name,
            data: { [clientAuthoritySecret.key]: clientCertificates.authoritySecret },
          },
        ]),
  ];
}
