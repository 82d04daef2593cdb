import { dig, fields, items, text } from '../../../references/fields';
import { present } from '../../one-of';
import { places } from '../setting-places';
import { topKind } from '../target-references';
import { type Conflicts, without } from './conflict';

export const balancing: Conflicts = function* (policy) {
  for (const { at, value } of places(policy, 'spec.to[]')) {
    const settings = [{ at: [...at, 'default'], value: dig(value, 'default') }];
    const kind = dig(value, 'targetRef', 'kind');
    if (kind === 'MeshHTTPRoute') {
      yield* without(
        policy,
        settings,
        ['loadBalancer', 'localityAwareness'],
        'for a MeshHTTPRoute, where hashPolicies alone are read',
      );
      continue;
    }
    if (topKind(policy) === 'MeshGateway' && kind !== 'Mesh') {
      yield* without(policy, settings, ['loadBalancer'], `for one ${String(kind)} of a built-in gateway`);
    }
    if (present(dig(value, 'default'), ['hashPolicies']).length > 0) {
      yield* without(
        policy,
        settings,
        ['loadBalancer.ringHash.hashPolicies', 'loadBalancer.maglev.hashPolicies'],
        'beside hashPolicies of the item',
      );
    }
    const local =
      text(dig(value, 'targetRef', 'sectionName')) !== undefined ||
      Object.keys(fields(dig(value, 'targetRef', 'labels'))).length > 0;
    if (kind === 'MeshService' && local) {
      const reason = 'for a MeshService, whose calls stay in the zone';
      yield* without(policy, settings, ['localityAwareness.crossZone'], reason);
    }
  }
};

/** Where calls go in other zones: a list of zones for the two types that need one. */
export const failover: Conflicts = function* (policy) {
  const pattern = 'spec.to[].default.localityAwareness.crossZone.failover[]';
  for (const { at, value } of places(policy, pattern)) {
    const type = text(dig(value, 'to', 'type'));
    const zones = items(dig(value, 'to', 'zones')).length;
    const needs = type === 'AnyExcept' || type === 'Only';
    if (type !== undefined && needs !== zones > 0) {
      yield {
        at: [...at, 'to'],
        message: needs ? `type ${type} needs zones` : `type ${type} has no zones`,
        found: `${zones} zones`,
        expected: needs ? 'zones' : 'no zones',
        mend: needs ? 'add zones' : 'remove zones',
      };
    }
    if (present(value, ['from']).length > 0 && items(dig(value, 'from', 'zones')).length === 0) {
      yield {
        at: [...at, 'from'],
        message: 'from has no zones',
        found: 'no zones',
        expected: 'zones',
        mend: 'add zones, or remove from',
      };
    }
  }
  for (const { at, value } of places(policy, 'spec.to[].default.localityAwareness.localZone.affinityTags')) {
    const weighted = items(value).filter((tag) => present(tag, ['weight']).length > 0).length;
    if (weighted === 0 || weighted === items(value).length) continue;
    yield {
      at,
      message: 'some tags have a weight, others none',
      found: `${weighted} of ${items(value).length} with a weight`,
      expected: 'a weight on all tags, or on none',
      mend: 'add the missing weights, or remove all',
    };
  }
};
