import { dig, items, text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import type { Manifest } from '../../../references/manifest';
import type { ReferenceIndex } from '../../../references/reference-index';
import type { Draft, Severity } from '../../finding';
import { annotationPath } from '../../kong/annotation';
import { examplePlugin } from '../../kong/example';
import {
  exampleHybrid,
  exampleOperatorRoute,
  operatorGiven,
  pluginFilter,
} from '../../kong-operator/example';
import { hybridRoutes } from '../../kong-operator/gateways';
import type { SetRule } from '../../rule';

const prefix = 'konghq.com/';
/** All that is read of an HTTPRoute. */
const honoured = new Set(['strip-path', 'preserve-host']);
/** What changes how a call is carried, and not who gets in or where it goes. */
const mild = new Set(['request-buffering', 'response-buffering', 'tags']);

export const ignoredAnnotation: SetRule = {
  id: 'kong-operator/ignored-annotation',
  severity: 'error',
  title: 'a route of a Gateway in Konnect has an annotation that nobody reads there',
  why: 'The route is made without it and every condition is True: a plugin that is named in konghq.com/plugins does not run, and plain HTTP is served where protocols says https.',
  source:
    'Kong/kong-operator v2.2.3 controller/hybridgateway/metadata/annotation.go, kongroute/route.go (strip-path and preserve-host alone)',
  measured:
    'Kong Operator 2.2.3 makes a route in Konnect of an HTTPRoute with konghq.com/plugins, without the plugin, and with every condition true; it follows strip-path and preserve-host.',
  *checkSet({ index }) {
    const services = new Map<Manifest, Manifest>();
    for (const route of hybridRoutes(index)) {
      for (const [key, value] of Object.entries(route.metadata.annotations ?? {})) {
        const name = key.slice(prefix.length);
        if (!key.startsWith(prefix) || honoured.has(name) || value === '') continue;
        yield ignored(route, key, mild.has(name) ? 'warning' : 'error');
      }
      for (const service of backends(route, index)) services.set(service, route);
    }
    for (const service of services.keys()) {
      const key = `${prefix}plugins`;
      if ((service.metadata.annotations?.[key] ?? '') !== '') yield ignored(service, key, 'error');
    }
  },
  example: {
    given: operatorGiven,
    fails: `${exampleHybrid()}---${examplePlugin('apikey', 'key-auth')}---${exampleOperatorRoute('konghq.com/plugins: apikey')}`,
    passes: `${exampleHybrid()}---${examplePlugin('apikey', 'key-auth')}---${exampleOperatorRoute('konghq.com/strip-path: "true"', pluginFilter('apikey'))}`,
  },
};

function ignored(object: Manifest, key: string, severity: Severity): Draft {
  return {
    object,
    severity,
    path: annotationPath(key),
    message: `a Gateway of Konnect does not read ${key} of a ${object.kind}`,
    found: object.metadata.annotations?.[key] ?? '',
    expected:
      key === `${prefix}plugins`
        ? 'filters of type ExtensionRef in each rule of the HTTPRoute'
        : `${prefix}strip-path and ${prefix}preserve-host alone`,
    mend:
      key === `${prefix}plugins`
        ? 'name each plugin in a filter {type: ExtensionRef, extensionRef: {group: configuration.konghq.com, kind: KongPlugin, name: …}}'
        : key === `${prefix}protocols`
          ? 'attach the route to listeners of these protocols by sectionName'
          : 'say it with a match, a filter or a plugin, or remove it',
  };
}

function backends(route: Manifest, index: ReferenceIndex): readonly Manifest[] {
  return items(dig(route, 'spec', 'rules')).flatMap((rule) =>
    items(dig(rule, 'backendRefs')).flatMap((backend) => {
      const name = text(dig(backend, 'name'));
      const namespace = text(dig(backend, 'namespace')) ?? route.metadata.namespace;
      const service = name === undefined ? undefined : index.get(objectId('', 'Service', namespace, name));
      return service === undefined ? [] : [service];
    }),
  );
}
