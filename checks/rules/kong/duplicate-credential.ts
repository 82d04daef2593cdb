import { dig, fields, items, pointer, text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { credentialLabel, credentialTypes, namedCredentials } from '../../kong/credential';
import { credentialGiven, exampleConsumer, exampleCredential } from '../../kong/credential-example';
import { readableValue } from '../../kong/credential-value';
import type { SetRule } from '../../rule';

export const duplicateCredential: SetRule = {
  id: 'kong/duplicate-credential',
  severity: 'error',
  title: 'two consumers have the same credential',
  why: 'Whoever shows it could be either: the webhook refuses the second consumer, and without the webhook the controller drops the credential of both: neither gets in.',
  source:
    'Kong/kubernetes-ingress-controller v3.5.13 internal/admission/validation/consumers/credentials/validation.go',
  measured:
    'Kong Ingress Controller 3.5.13: where its webhook does not look, the credential of either consumer is left out.',
  *checkSet({ index }) {
    const seen = new Map<string, { readonly consumer: Manifest; readonly name: string }>();
    for (const { consumer, name, path, secret } of namedCredentials(index)) {
      const type = secret?.labels?.[credentialLabel] ?? '';
      const unique = Object.hasOwn(credentialTypes, type) ? credentialTypes[type]?.unique : undefined;
      if (unique === undefined) continue;
      const origin = secret?.by === undefined ? undefined : originOf(secret.by, unique);
      const key = `${type} ${origin?.key ?? `${consumer.metadata.namespace}/${name}`}`;
      const first = seen.get(key);
      if (first === undefined) {
        seen.set(key, { consumer, name });
        continue;
      }
      const sameSecret =
        first.name === name && first.consumer.metadata.namespace === consumer.metadata.namespace;
      yield {
        object: sameSecret || secret?.by === undefined ? consumer : secret.by,
        path: sameSecret ? path : (origin?.path ?? path),
        message: `consumers ${first.consumer.metadata.name} and ${consumer.metadata.name} have the same ${type} credential`,
        found: sameSecret ? `Secret ${name} of both` : `the ${unique} that Secret ${first.name} has too`,
        expected: `a ${unique} of its own for each consumer`,
        mend: 'give the second consumer a credential of its own',
      };
    }
  },
  example: {
    given: credentialGiven,
    fails: `${exampleCredential('one', 'konghq.com/credential: key-auth', '{secretKey: key, remoteRef: {key: dj/consumer1}}')}---${exampleCredential('two', 'konghq.com/credential: key-auth', '{secretKey: key, remoteRef: {key: dj/consumer1}}')}---${exampleConsumer('one')}---${exampleConsumer('two', 'consumer2')}`,
    passes: `${exampleCredential('one', 'konghq.com/credential: key-auth', '{secretKey: key, remoteRef: {key: dj/consumer1}}')}---${exampleCredential('two', 'konghq.com/credential: key-auth', '{secretKey: key, remoteRef: {key: dj/consumer2}}')}---${exampleConsumer('one')}---${exampleConsumer('two', 'consumer2')}`,
  },
};

/** What a key of a Secret says, where that stands there, or where an ExternalSecret takes it from. */
function originOf(by: Manifest, key: string): { readonly key: string; readonly path: string } | undefined {
  const readable = readableValue(by, key);
  if (readable !== undefined) return { key: `the text ${readable.value}`, path: readable.path };
  if (by.kind !== 'ExternalSecret') return undefined;
  if (Object.keys(fields(dig(by, 'spec', 'target', 'template', 'data'))).length > 0) return undefined;
  const position = items(dig(by, 'spec', 'data')).findIndex((entry) => dig(entry, 'secretKey') === key);
  const remote = dig(by, 'spec', 'data', position, 'remoteRef');
  const name = text(dig(remote, 'key'));
  if (position < 0 || name === undefined) return undefined;
  const rest = [text(dig(remote, 'property')), text(dig(remote, 'version'))];
  return {
    key: `${name} ${rest.join(' ')}`,
    path: pointer('spec', 'data', position, 'remoteRef', 'key'),
  };
}
