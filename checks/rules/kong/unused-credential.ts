import { credentialLabel, credentialSecrets, labelPlace } from '../../kong/credential';
import {
  credentialGiven,
  exampleConsumer,
  exampleCredential,
  goodCredential,
} from '../../kong/credential-example';
import type { SetRule } from '../../rule';

export const unusedCredential: SetRule = {
  id: 'kong/unused-credential',
  severity: 'warning',
  title: 'a Secret is labelled as a credential, and no consumer names it',
  why: 'A consumer that lost its credential is refused at the door; a credential that nobody has is a secret too many.',
  source: 'Kong/kubernetes-ingress-controller v3.5.13 internal/dataplane/kongstate',
  *checkSet({ index }) {
    const used = credentialSecrets(index);
    for (const [provision] of index.allProvisions()) {
      const by = provision?.by;
      if (by === undefined || provision?.id.kind !== 'Secret' || used.has(by)) continue;
      if (
        provision.labels?.[credentialLabel] === undefined ||
        provision.labels[credentialLabel] === 'konnect'
      )
        continue;
      yield {
        object: by,
        path: labelPlace(by),
        message: `no consumer has the credential ${provision.id.name}`,
        found: `no KongConsumer of ${provision.id.namespace ?? 'its namespace'} that names it`,
        expected: 'one KongConsumer that has it in `credentials`',
        mend: `add ${provision.id.name} to the \`credentials\` of its consumer, or remove it`,
      };
    }
  },
  example: {
    given: credentialGiven,
    fails: `${exampleCredential('apikey', 'konghq.com/credential: key-auth', '{secretKey: key, remoteRef: {key: dj/consumer1}}')}---${exampleConsumer('')}`,
    passes: goodCredential,
  },
};
