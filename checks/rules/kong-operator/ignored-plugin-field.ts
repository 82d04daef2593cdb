import { pointer } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { examplePlugin } from '../../kong/example';
import { filterPlugins } from '../../kong/plugin-list';
import {
  exampleHybrid,
  exampleOperatorRoute,
  operatorGiven,
  pluginFilter,
} from '../../kong-operator/example';
import { hybridRoutes } from '../../kong-operator/gateways';
import type { SetRule } from '../../rule';

/** What of a KongPlugin does not reach Konnect, and what happens instead. */
const lost: Readonly<Record<string, string>> = {
  configFrom: 'the plugin is not made, and the route is open without it',
  configPatches: 'the plugin is made without what they say',
  disabled: 'the plugin runs all the same',
  protocols: 'the plugin runs on all protocols',
  instance_name: 'the plugin has none',
  ordering: 'the plugin runs in its usual place',
};

export const ignoredPluginField: SetRule = {
  id: 'kong-operator/ignored-plugin-field',
  severity: 'error',
  title: 'a plugin on a route of a Gateway in Konnect says what is not taken there',
  why: 'Of a KongPlugin that a filter names, its type and config alone become a plugin in Konnect, and no condition says that the rest is lost.',
  source: 'Kong/kong-operator v2.2.3 controller/hybridgateway/builder/kongplugin.go, plugin/plugin.go',
  measured:
    'Kong Operator 2.2.3 copies the name and the configuration of a plugin alone: disabled, protocols and instance_name do not arrive in Konnect, and with configFrom the route stays without the plugin.',
  *checkSet({ index }) {
    const said = new Set<Manifest>();
    for (const route of hybridRoutes(index)) {
      for (const { object } of filterPlugins(route, index).flat()) {
        if (object === undefined || said.has(object)) continue;
        said.add(object);
        for (const [field, instead] of Object.entries(lost)) {
          const value = object[field];
          if (value === undefined || value === false || value === null) continue;
          yield {
            object,
            path: pointer(field),
            message: `${field} of KongPlugin ${object.metadata.name} is lost on the way to Konnect: ${instead}`,
            found: field,
            expected: 'plugin and config alone, since HTTPRoute '.concat(
              route.metadata.name,
              ' is of a Gateway in Konnect',
            ),
            mend:
              field === 'disabled'
                ? 'take the filter out of the route'
                : field === 'configFrom' || field === 'configPatches'
                  ? 'write config, with what is secret as a reference of a vault: {vault://…}'
                  : `remove ${field}`,
          };
        }
      }
    }
  },
  example: {
    given: operatorGiven,
    fails: `${exampleHybrid()}---${examplePlugin('apikey', 'key-auth')}disabled: true
---${exampleOperatorRoute('', pluginFilter('apikey'))}`,
    passes: `${exampleHybrid()}---${examplePlugin('apikey', 'key-auth')}---${exampleOperatorRoute('', pluginFilter('apikey'))}`,
  },
};
