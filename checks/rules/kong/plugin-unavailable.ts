import { text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import type { Draft } from '../../finding';
import { exampleIngress, examplePlugin, exampleRelease, kongGiven } from '../../kong/example';
import { ownPlugins, pluginFaults, pluginKinds } from '../../kong/plugin';
import type { ObjectRule } from '../../rule';

export const pluginUnavailable: ObjectRule = {
  id: 'kong/plugin-unavailable',
  severity: 'error',
  title: 'a plugin is one that the edition or version of the gateway does not have',
  why: 'The gateway refuses the whole configuration that names a plugin it does not have, so no later change reaches it.',
  source: 'https://developer.konghq.com/plugins/',
  unanswered:
    'a gateway of Enterprise, which has the plugin, needs a licence that nobody has here; the open source of Kong Gateway 3.9.1 has no plugin of that name',
  kinds: pluginKinds,
  *checkObject(object, { index }) {
    const name = text(object.plugin);
    if (name === undefined || ownPlugins(index).has(name)) return;
    for (const { code, path, found, expected, mend } of pluginFaults(object, index)) {
      if (path === '' && (code === 'edition' || code === 'version')) {
        yield { ...place(object, name), found, expected, mend };
      }
    }
  },
  example: {
    given: [...kongGiven, 'Secret kong/kong-license'],
    fails: `${exampleRelease('ingress', '{gateway: {image: {repository: kong, tag: "3.9"}}}')}---${examplePlugin('half', 'canary', '{percentage: 50, upstream_host: metal.prod.svc}')}---${exampleIngress('konghq.com/plugins: half')}`,
    passes: `${exampleRelease('ingress', '{gateway: {image: {repository: kong/kong-gateway, tag: "3.10"}, env: {license_data: {valueFrom: {secretKeyRef: {name: kong-license, key: license}}}}}}')}---${examplePlugin('half', 'canary', '{percentage: 50, upstream_host: metal.prod.svc}')}---${exampleIngress('konghq.com/plugins: half')}`,
  },
};

function place(object: Manifest, name: string): Pick<Draft, 'object' | 'path' | 'message'> {
  return { object, path: '/plugin', message: `the gateway does not have the plugin ${name}` };
}
