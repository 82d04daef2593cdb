import { dig, items, pointer, text } from '../fields';
import { objectId } from '../identity';
import type { GroupRules, ReferenceContext } from '../kind-rule';
import { matches, readSelector } from '../labels';
import type { Manifest } from '../manifest';
import { type ReferenceDraft, refer, toObject } from '../reference';

/** Prometheus' operator. What a monitor selects may come later, so nothing is missing where it is not there. */
export const monitoring: GroupRules = {
  group: 'monitoring.coreos.com',
  kinds: {
    PrometheusRule: {},
    PodMonitor: {
      references: (object) => {
        const selector = readSelector(dig(object, 'spec', 'selector'));
        if (selector === undefined) return [];
        return namespaces(object).flatMap((namespace) => {
          const pods = { type: 'pods', ...(namespace === undefined ? {} : { namespace }), selector } as const;
          return [
            refer('/spec/selector', pods, 'none', 'scrapes them', { optional: true }),
            ...items(dig(object, 'spec', 'podMetricsEndpoints')).flatMap((endpoint, index) => {
              const name = text(dig(endpoint, 'port'));
              if (name === undefined) return [];
              const at = pointer('spec', 'podMetricsEndpoints', index, 'port');
              const part = { type: 'port', name } as const;
              return [refer(at, { ...pods, part }, 'none', 'scrapes it', { optional: true })];
            }),
          ];
        });
      },
    },
    ServiceMonitor: { references: scraped },
  },
};

function scraped(object: Manifest, context: ReferenceContext): readonly ReferenceDraft[] {
  const selector = readSelector(dig(object, 'spec', 'selector'));
  if (selector === undefined) return [];
  const wanted = namespaces(object);
  return context
    .objectsOfKind('', 'Service')
    .filter(
      ({ metadata }) =>
        wanted.some((namespace) => namespace === undefined || namespace === metadata.namespace) &&
        matches(selector, metadata.labels ?? {}),
    )
    .map(({ metadata }) =>
      refer(
        pointer('spec', 'selector'),
        toObject(objectId('', 'Service', metadata.namespace, metadata.name)),
        'none',
        'scrapes it',
        { optional: true },
      ),
    );
}

/** Where a monitor looks: its own namespace unless it says otherwise; undefined is everywhere. */
function namespaces(object: Manifest): readonly (string | undefined)[] {
  const chosen = dig(object, 'spec', 'namespaceSelector');
  if (dig(chosen, 'any') === true) return [undefined];
  const named = items(dig(chosen, 'matchNames')).flatMap((name) => (typeof name === 'string' ? [name] : []));
  return named.length > 0 ? named : [object.metadata.namespace];
}
