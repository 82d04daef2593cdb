import { credentialLabel, credentialSecrets, credentialTypes, labelPlace } from '../../kong/credential';
import {
  credentialGiven,
  exampleConsumer,
  exampleCredential,
  goodCredential,
} from '../../kong/credential-example';
import type { SetRule } from '../../rule';

export const credentialWithoutLabel: SetRule = {
  id: 'kong/credential-without-label',
  severity: 'error',
  title: 'the Secret of a credential has no label that says what type it is',
  why: 'The controller takes a Secret for a credential by this label alone: the older data key kongCredType is no longer read.',
  source: 'Kong/kubernetes-ingress-controller v3.5.13 internal/util/credential.go',
  *checkSet({ index }) {
    for (const [by, [credential]] of credentialSecrets(index)) {
      const { secret, name } = credential ?? {};
      const labels = secret?.labels;
      if (labels === undefined || labels[credentialLabel] !== undefined) continue;
      const old = secret?.parts?.has('kongCredType') === true;
      yield {
        object: by,
        path: labelPlace(by),
        message: `Secret ${name}, a credential of ${credential?.consumer.metadata.name}, has no label ${credentialLabel}`,
        found: old ? 'the data key kongCredType, which is no longer read' : 'no such label',
        expected: `${credentialLabel}: one of ${Object.keys(credentialTypes).join(', ')}`,
        mend:
          by.kind === 'ExternalSecret'
            ? `set ${credentialLabel} in spec.target.template.metadata.labels`
            : `set the label ${credentialLabel}`,
      };
    }
  },
  example: {
    given: credentialGiven,
    fails: `${exampleCredential('apikey', 'app: dj', '{secretKey: key, remoteRef: {key: dj/consumer1}}')}---${exampleConsumer('apikey')}`,
    passes: goodCredential,
  },
};
