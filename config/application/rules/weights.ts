import { entriesOf, inside } from '../resolve';
import type { ApplicationFinding, ServiceRule } from '../running';
import { hasPorts } from './kinds';

/** At most one version says no weight, and takes what the others leave. */
export const weights: ServiceRule = (name, { node, config }): readonly ApplicationFinding[] => {
  if (config === undefined) return [];
  const versions = entriesOf(inside(node, 'versions'));
  const path = ['services', name, 'versions'];
  if (!hasPorts(node)) {
    return versions
      .filter(({ value }) => inside(value, 'weight') !== undefined)
      .map(({ key }) => ({
        path: [...path, key, 'weight'],
        atKey: true,
        message: 'a weight without calls',
        found: 'weight',
        expected: 'no weight: nobody calls a service without ports',
        mend: 'remove weight',
      }));
  }
  if (versions.length === 0) {
    return [
      {
        path,
        message: 'no version',
        expected: 'at least one version',
        mend: 'remove versions: v1 alone is the default',
      },
    ];
  }
  const silent = versions.filter(
    ({ value }) => value.kind === 'map' && inside(value, 'weight') === undefined,
  );
  if (silent.length > 1) {
    return silent.slice(1).map(({ key }) => ({
      path: [...path, key],
      atKey: true,
      message: 'a second version without a weight',
      found: key,
      expected: `a weight: ${silent[0]?.key} has none already, and takes what the others leave`,
      mend: `add weight under ${key}; 0 sends it nothing for now`,
    }));
  }
  const numbers = versions.flatMap(({ value }) => {
    const weight = inside(value, 'weight');
    return weight?.kind === 'scalar' && typeof weight.value === 'number' ? [weight.value] : [];
  });
  const total = numbers.reduce((sum, each) => sum + each, 0);
  const last = versions.findLast(({ value }) => inside(value, 'weight') !== undefined);
  if (last === undefined || numbers.length + silent.length !== versions.length) return [];
  if (total > 100) {
    return [
      {
        path: [...path, last.key, 'weight'],
        message: 'shares of more than 100 percent',
        found: `${numbers.join(' + ')} = ${total}`,
        expected: 'at most 100 together',
        mend: 'lower one of them',
      },
    ];
  }
  return silent.length === 0 && total === 0
    ? [
        {
          path: [...path, last.key, 'weight'],
          message: 'weights that are all 0',
          expected: 'at least one above 0',
          mend: 'leave the weight of one version out: it takes what the others leave',
        },
      ]
    : [];
};

/**
 * A route says something: other shares, what happens on the way, how long it may take, or where the caller is sent instead, which
 * nothing shares.
 */
export const routeShares: ServiceRule = (name, { config }) =>
  Object.entries(config?.routes ?? {}).flatMap(
    ([route, { weights, filters, timeouts }]): ApplicationFinding[] => {
      const path = ['services', name, 'routes', route, 'weights'];
      if (weights === undefined && filters === undefined && timeouts === undefined) {
        return [
          {
            path,
            message: 'missing key',
            expected: 'weights, filters or timeouts: with none of them, its calls go where they go anyway',
            mend: 'add weights, the percent of each version',
          },
        ];
      }
      if (weights === undefined || filters?.requestRedirect === undefined) return [];
      return [
        {
          path,
          atKey: true,
          message: 'weights of a redirect',
          found: 'weights beside filters.requestRedirect',
          expected: 'one of the two: a redirect calls no version',
          mend: 'remove weights',
        },
      ];
    },
  );
