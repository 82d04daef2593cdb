import { pluginFacts } from '../../../kong-plugins/plugins';
import { items, pointer, text } from '../../../references/fields';
import { exampleIngress, examplePlugin, kongGiven } from '../../kong/example';
import { controlledGateways } from '../../kong/gateway';
import { pluginKinds } from '../../kong/plugin';
import type { ObjectRule } from '../../rule';

export const pluginFields: ObjectRule = {
  id: 'kong/plugin-fields',
  severity: 'error',
  title: 'a plugin has an order, a place to run or a protocol that the gateway does not take',
  why: 'The webhook asks the gateway and refuses the plugin; without the webhook the gateway refuses the whole configuration.',
  source:
    "Kong/kong 3.9.1 kong/db/schema/entities/plugins.lua and the protocols of each plugin's schema; Kong/kubernetes-ingress-controller v3.5.13 internal/admission/validator.go, ValidatePlugin",
  kinds: pluginKinds,
  *checkObject(object, { index }) {
    const open = controlledGateways(index).some(({ gateway }) => gateway.edition === 'open-source');
    if (object.run_on !== undefined && object.run_on !== '') {
      const found = `run_on: ${String(object.run_on)}`;
      const mend = 'leave run_on out';
      yield {
        object,
        path: '/run_on',
        message: 'no gateway has run_on any more',
        found,
        expected: 'nothing',
        mend,
      };
    }
    if (object.ordering !== undefined && object.ordering !== null && open) {
      const found = 'ordering, on the open-source gateway';
      const expected = 'the order of the plugins’ own priorities; Kong Gateway Enterprise has others';
      const mend = 'leave ordering out, or run kong/kong-gateway with a licence';
      yield { object, path: '/ordering', message: 'this gateway orders no plugins', found, expected, mend };
    }
    const name = text(object.plugin) ?? '';
    const known = pluginFacts(name)?.protocols;
    if (known === undefined) return;
    const taken = open ? known.filter((one) => one !== 'ws' && one !== 'wss') : known;
    for (const [position, entry] of items(object.protocols).entries()) {
      const protocol = text(entry);
      if (protocol === undefined || taken.includes(protocol)) continue;
      const mend = 'leave protocols out, or choose of these';
      yield {
        object,
        path: pointer('protocols', position),
        message: `plugin ${name} does not run on ${protocol}`,
        found: protocol,
        expected: `one of ${taken.join(', ')}`,
        mend,
      };
    }
  },
  example: {
    given: kongGiven,
    fails: `${examplePlugin('apikey', 'key-auth')}protocols: [tcp]\n---${exampleIngress('konghq.com/plugins: apikey')}`,
    passes: `${examplePlugin('apikey', 'key-auth')}protocols: [http, https]\n---${exampleIngress('konghq.com/plugins: apikey')}`,
  },
};
