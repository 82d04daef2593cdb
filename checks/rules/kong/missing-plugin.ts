import { kongGroup } from '../../../references/kinds/kong-annotations';
import { existingNames } from '../../existing-names';
import { annotationsSource } from '../../kong/annotation';
import { exampleIngress, examplePlugin, kongGiven } from '../../kong/example';
import { missing } from '../../kong/missing';
import { annotatedPlugins, filterPlugins, pluggedKinds } from '../../kong/plugin-list';
import type { ObjectRule } from '../../rule';

export const missingPlugin: ObjectRule = {
  id: 'kong/missing-plugin',
  severity: 'error',
  title: 'a plugin is named that nothing creates',
  why: 'The controller serves the route all the same, without the plugin: without its authentication, if that is what the plugin does.',
  source: annotationsSource,
  kinds: pluggedKinds,
  *checkObject(object, { index }) {
    const clusterPlugins = () => existingNames(index, kongGroup, 'KongClusterPlugin', undefined);
    for (const { exists, path, plugin, clusterPlugin } of [
      ...annotatedPlugins(object, index),
      ...filterPlugins(object, index).flat(),
    ]) {
      if (exists) continue;
      const others = clusterPlugin === undefined ? [] : clusterPlugins();
      yield missing(object, path, plugin, index, { others });
    }
  },
  example: {
    given: kongGiven,
    fails: `${examplePlugin('apikey', 'key-auth')}---${exampleIngress('konghq.com/plugins: "apikey,apikye"')}`,
    passes: `${examplePlugin('apikey', 'key-auth')}---${exampleIngress('konghq.com/plugins: apikey')}`,
  },
};
