import { isPluginName, pluginNames } from '../../../kong-plugins/plugins';
import { text } from '../../../references/fields';
import { nearest } from '../../../references/nearest';
import { exampleIngress, examplePlugin, kongGiven } from '../../kong/example';
import { ownPlugins, pluginKinds } from '../../kong/plugin';
import type { ObjectRule } from '../../rule';

export const unknownPluginType: ObjectRule = {
  id: 'kong/unknown-plugin-type',
  severity: 'error',
  title: 'a plugin is of a type that Kong does not have',
  why: 'The gateway refuses the whole configuration that names a plugin it does not have, so no later change reaches it.',
  source: 'https://developer.konghq.com/plugins/',
  kinds: pluginKinds,
  *checkObject(object, { index }) {
    const name = text(object.plugin);
    if (name === undefined || isPluginName(name)) return;
    if (ownPlugins(index).has(name)) return;
    const close = nearest(name, pluginNames);
    yield {
      object,
      path: '/plugin',
      message: `Kong ships no plugin called ${name}`,
      found: name,
      expected: 'a plugin that Kong ships, or one of your own that the gateway is given',
      mend:
        close === undefined
          ? 'check the name; list a plugin of your own under `plugins` in the values of the gateway'
          : `write ${close}`,
      // A plugin of somebody's own may reach the gateway in its image, which cannot be seen here.
      ...(close === undefined ? { severity: 'notice' } : { nearest: close }),
    };
  },
  example: {
    given: kongGiven,
    fails: `${examplePlugin('apikey', 'key-uath')}---${exampleIngress('konghq.com/plugins: apikey')}`,
    passes: `${examplePlugin('apikey', 'key-auth')}---${exampleIngress('konghq.com/plugins: apikey')}`,
  },
};
