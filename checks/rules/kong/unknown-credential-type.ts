import { nearest } from '../../../references/nearest';
import { credentialLabel, credentialTypes, labelPlace } from '../../kong/credential';
import {
  credentialGiven,
  exampleConsumer,
  exampleCredential,
  goodCredential,
} from '../../kong/credential-example';
import type { SetRule } from '../../rule';

/** `konnect` is read by Kong Operator. */
const types = [...Object.keys(credentialTypes), 'konnect'];

export const unknownCredentialType: SetRule = {
  id: 'kong/unknown-credential-type',
  severity: 'error',
  title: 'a credential is of a type that Kong does not have',
  why: 'The webhook refuses the consumer, and the controller leaves the credential out.',
  source: 'Kong/kubernetes-ingress-controller v3.5.13 internal/admission/validation/consumers/credentials',
  *checkSet({ index }) {
    for (const [provision] of index.allProvisions()) {
      const type = provision?.labels?.[credentialLabel];
      if (provision?.by === undefined || type === undefined || types.includes(type)) continue;
      const close = nearest(type, types);
      yield {
        object: provision.by,
        path: labelPlace(provision.by),
        message: `there is no type of credential called ${type}`,
        found: type,
        expected: `one of ${types.join(', ')}`,
        mend: close === undefined ? 'write the type of the credential' : `write ${close}`,
        ...(close === undefined ? {} : { nearest: close }),
      };
    }
  },
  example: {
    given: credentialGiven,
    fails: `${exampleCredential('apikey', 'konghq.com/credential: apikey', '{secretKey: key, remoteRef: {key: dj/consumer1}}')}---${exampleConsumer('apikey')}`,
    passes: goodCredential,
  },
};
