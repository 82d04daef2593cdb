import { series } from '../exported-metrics';
import { type Alert, expiresWithin, type Limits } from './alert';

/** Secrets that are not what AWS has. */
export const secretAlerts: readonly Alert[] = [
  {
    alert: 'ExternalSecretNotReady',
    expr: `max by (namespace, name) (${series('externalsecret_status_condition', { condition: '="Ready"', status: '="False"' })}) == 1`,
    for: '15m',
    severity: 'critical',
    summary: 'ExternalSecret {{ $labels.namespace }}/{{ $labels.name }} cannot be read',
    description:
      'Its Secret stays as it was, or is not there. The events of the object say why: the name in AWS, the property, or what the role may read.',
  },
  {
    alert: 'SecretStoreNotReady',
    expr: `max by (namespace, name) (${series('secretstore_status_condition', { condition: '="Ready"', status: '="False"' })}) == 1`,
    for: '15m',
    severity: 'critical',
    summary: 'SecretStore {{ $labels.namespace }}/{{ $labels.name }} cannot sign in to AWS',
    description: 'Look at the role of its ServiceAccount, and at whom the role trusts.',
  },
];

/** Certificates that cert-manager has to renew. */
export const certificateAlerts: readonly Alert[] = [
  {
    alert: 'CertificateNotReady',
    expr: `max by (namespace, name) (${series('certmanager_certificate_ready_status', { condition: '="False"' })}) == 1`,
    for: '1h',
    severity: 'warning',
    summary: 'Certificate {{ $labels.namespace }}/{{ $labels.name }} is not ready',
    description: 'Its CertificateRequest says what the issuer has against it.',
  },
  {
    alert: 'CertificateExpires',
    expr: expiresWithin(
      `min by (namespace, name) (${series('certmanager_certificate_expiration_timestamp_seconds')})`,
      7,
    ),
    for: '1h',
    severity: 'critical',
    summary:
      'Certificate {{ $labels.namespace }}/{{ $labels.name }} expires in {{ $value | humanizeDuration }}',
    description:
      'cert-manager renews at two thirds of the time that a certificate is valid: it has failed since.',
  },
];

/**
 * What expires, and no program says when: a token, a licence, a certificate at somebody else's.
 *
 * @param name what it is called
 * @param date the day on which it expires, such as 2027-03-01; at its begin, in UTC
 */
export function dateAlert(name: string, date: string, { expiryDays }: Limits): Alert {
  const seconds = Date.parse(`${date}T00:00:00Z`) / 1000;
  return {
    alert: 'DateExpires',
    expr: expiresWithin(`vector(${seconds})`, expiryDays),
    for: '5m',
    severity: 'warning',
    labels: { what: name },
    summary: `${name} expires on ${date}`,
    description:
      'Renew it, and write the new date into the cluster file: observability.prometheus.alerts.dates.',
  };
}
