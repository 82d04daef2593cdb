import { kongGroup } from '../../../references/kinds/kong-annotations';
import { credentialLabel, credentialSecrets, labelPlace } from '../../kong/credential';
import { credentialGiven, exampleConsumer, exampleCredential } from '../../kong/credential-example';
import { exampleIngress, examplePlugin } from '../../kong/example';
import type { SetRule } from '../../rule';

/** Plugins that read a type of credential, besides the one of the same name. */
const readers: Readonly<Record<string, readonly string[]>> = { 'key-auth': ['key-auth-enc'] };

export const credentialWithoutPlugin: SetRule = {
  id: 'kong/credential-without-plugin',
  severity: 'warning',
  title: 'a consumer has a credential of a type that no plugin asks for',
  why: 'Nobody looks at the credential: the routes are open, or ask for another one.',
  source: 'developer.konghq.com gateway/entities/consumer',
  *checkSet({ index }) {
    const plugins = ['KongPlugin', 'KongClusterPlugin'].flatMap((kind) => index.ofKind(kongGroup, kind));
    if (plugins.length === 0) return;
    const types = new Set(plugins.map(({ plugin }) => String(plugin)));
    for (const [by, [credential]] of credentialSecrets(index)) {
      const type = credential?.secret?.labels?.[credentialLabel];
      if (type === undefined || [type, ...(readers[type] ?? [])].some((name) => types.has(name))) continue;
      yield {
        object: by,
        path: labelPlace(by),
        message: `no plugin asks for the ${type} credential of ${credential?.consumer.metadata.name}`,
        found: `${type}, and plugins of the types ${[...types].join(', ')}`,
        expected: `a KongPlugin of type ${type}`,
        mend: `add a plugin of type ${type} to the routes, or give the credential the type that they ask for`,
      };
    }
  },
  example: {
    given: [...credentialGiven, 'Service prod/jazz'],
    fails: documents('basic-auth'),
    passes: documents('key-auth'),
  },
};

function documents(plugin: string): string {
  const credential = exampleCredential(
    'apikey',
    'konghq.com/credential: key-auth',
    '{secretKey: key, remoteRef: {key: dj/consumer1}}',
  );
  return `${credential}---${exampleConsumer('apikey')}---${examplePlugin('login', plugin)}---${exampleIngress('konghq.com/plugins: login')}`;
}
