import type { Manifest } from '../../../references/manifest';
import { nearestValue } from '../../../references/nearest';
import type { Draft } from '../../finding';
import { credentialLabel, credentialSecrets } from '../../kong/credential';
import { credentialGiven, exampleConsumer, exampleCredential } from '../../kong/credential-example';
import { isRedirectUri, jwtAlgorithms, looksLikePem, readableValue } from '../../kong/credential-value';
import { outage } from '../../kong/outage';
import type { SetRule } from '../../rule';

export const credentialValue: SetRule = {
  id: 'kong-configuration/credential-value',
  severity: 'error',
  title: 'a credential has a value that the gateway refuses',
  why: outage,
  source: 'Kong/kong 3.9.1 kong/plugins/jwt/daos.lua, kong/plugins/oauth2/daos.lua',
  *checkSet({ index }) {
    for (const [by, [credential]] of credentialSecrets(index)) {
      const type = credential?.secret?.labels?.[credentialLabel];
      if (type === 'jwt') yield* jwt(by);
      if (type === 'oauth2') yield* oauth2(by);
    }
  },
  example: {
    given: credentialGiven,
    fails: `${token('HS999')}---${exampleConsumer('token')}`,
    passes: `${token('HS256')}---${exampleConsumer('token')}`,
  },
};

function* jwt(by: Manifest): Iterable<Draft> {
  const algorithm = readableValue(by, 'algorithm');
  if (algorithm !== undefined && !jwtAlgorithms.includes(algorithm.value)) {
    const { path, value } = algorithm;
    const close = nearestValue(value, jwtAlgorithms);
    yield {
      object: by,
      path,
      message: 'the gateway knows no such algorithm',
      found: value,
      expected: `one of ${jwtAlgorithms.join(', ')}`,
      mend: close === undefined ? 'choose one of them' : `write ${close}`,
      ...(close === undefined ? {} : { nearest: close }),
    };
  }
  const key = readableValue(by, 'rsa_public_key');
  if (key === undefined || !/^(RS|PS|EdDSA)/.test(algorithm?.value ?? '') || looksLikePem(key.value)) return;
  yield {
    object: by,
    path: key.path,
    message: 'the gateway cannot read the key',
    found: 'a text that is no key in PEM',
    expected: 'a public key in PEM: -----BEGIN PUBLIC KEY-----, lines of Base64, -----END PUBLIC KEY-----',
    mend: 'give the key with its line breaks',
    hidden: true,
  };
}

function* oauth2(by: Manifest): Iterable<Draft> {
  const uris = readableValue(by, 'redirect_uris');
  if (uris === undefined) return;
  for (const uri of uris.value.split(',').map((one) => one.trim())) {
    if (uri === '' || isRedirectUri(uri)) continue;
    yield {
      object: by,
      path: uris.path,
      message: 'the gateway takes no such redirect URI',
      found: uri,
      expected: 'URIs with scheme and host, without a fragment',
      mend: `write https://${uri.replace(/#.*/, '').replace(/^\/+/, '')}`,
    };
  }
}

function token(algorithm: string): string {
  const data = '{secretKey: secret, remoteRef: {key: dj/consumer1}}';
  return exampleCredential('token', 'konghq.com/credential: jwt', data).replace(
    'template: {metadata',
    `template: {data: {algorithm: ${algorithm}, key: consumer1, secret: "{{ .secret }}"}, metadata`,
  );
}
