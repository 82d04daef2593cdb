import { dig, pointer, text } from '../../../references/fields';
import type { ObjectRule } from '../../rule';

export const neverRefreshed: ObjectRule = {
  id: 'secrets/never-refreshed',
  severity: 'warning',
  title: 'an interval of zero: the Secret is read once, and never again',
  why: 'A rotated credential never reaches the cluster: what worked for months ends on the day of the first rotation.',
  source: 'External Secrets v2.9.0 apis/externalsecrets/v1 ExternalSecret refreshInterval, refreshPolicy',
  measured:
    'External Secrets 2.9.0: after a rotation the Secret stays as it is until the interval is over, or the annotation force-sync is set.',
  kinds: [
    'external-secrets.io/ExternalSecret',
    'external-secrets.io/ClusterExternalSecret',
    'external-secrets.io/PushSecret',
  ],
  *checkObject(object) {
    const at = object.kind === 'ClusterExternalSecret' ? ['spec', 'externalSecretSpec'] : ['spec'];
    const interval = dig(object, ...at, 'refreshInterval');
    const policy = text(dig(object, ...at, 'refreshPolicy'));
    if (policy === 'CreatedOnce' || policy === 'OnChange') return;
    const isZero =
      typeof interval === 'number' ? interval === 0 : /^0[0.nuµmsh]*$/.test(text(interval) ?? '');
    if (interval === undefined || !isZero) return;
    yield {
      object,
      path: pointer(...at, 'refreshInterval'),
      message: `${object.kind} ${object.metadata.name} is never read again`,
      found: String(interval),
      expected: 'an interval such as 1h, or refreshPolicy: CreatedOnce where that is meant',
      mend: 'write how soon a rotated value has to arrive, such as 1h',
    };
  },
  example: {
    given: ['external-secrets', 'Namespace prod', 'SecretStore prod/store'],
    fails: example('0s'),
    passes: example('1h'),
  },
};

function example(interval: string): string {
  return `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: key, namespace: prod}
spec:
  refreshInterval: ${interval}
  secretStoreRef: {kind: SecretStore, name: store}
  target: {name: key}
  data: [{secretKey: key, remoteRef: {key: dj/key}}]
`;
}
