import type { CheckContext } from '../context';
import type { PluginFault } from '../fault';
import { type Config, type EntityCheck, fault, has, listOf, needsDatabase } from './entity-check';

const source = 'https://developer.konghq.com/plugins/rate-limiting-advanced/';

const pairs: EntityCheck = (config, context) => {
  const [limits, sizes] = [listOf(config, 'limit').length, listOf(config, 'window_size').length];
  const patched = [...context.given].some((path) => /^\/(limit|window_size)(\/|$)/.test(path));
  if (limits === sizes || patched || !has(config, 'limit', context) || !has(config, 'window_size', context))
    return [];
  const found = `${limits} in limit, ${sizes} in window_size`;
  const mend = 'give each limit its window, in seconds, at the same place of the other list';
  return [fault('combination', '/window_size', found, 'as many windows as limits', mend, source)];
};

/** What counts by a header needs the header, by a path the path. */
const identifier: EntityCheck = (config, context) => {
  const by = [config.identifier, ...listOf(config, 'compound_identifier')];
  const required = (value: string, key: string): PluginFault[] =>
    by.includes(value) && !has(config, key, context)
      ? [fault('required', `/${key}`, `nothing, with ${value} to count by`, key, `give ${key}`, source)]
      : [];
  return [...required('header', 'header_name'), ...required('path', 'path')];
};

const strategy: EntityCheck = (config, context) => {
  const chosen = config.strategy ?? 'local';
  const rate = config.sync_rate;
  const wrong = (code: PluginFault['code'], expected: string, mend: string): PluginFault[] => [
    fault(
      code,
      '/sync_rate',
      `${rate ?? 'nothing'}, with strategy: ${String(chosen)}`,
      expected,
      mend,
      source,
    ),
  ];
  if (chosen === 'cluster' && rate !== -1) {
    const mend = 'count in Redis (strategy: redis), or on each node (strategy: local)';
    return [needsDatabase('strategy: cluster', '/strategy', mend, source)];
  }
  if (chosen === 'local' && typeof rate === 'number' && rate > -1)
    return wrong('combination', 'no sync_rate', 'leave sync_rate out');
  if (chosen === 'redis' && !has(config, 'sync_rate', context)) {
    return wrong('required', 'the seconds between two syncs, or 0 for each request', 'give sync_rate');
  }
  if (typeof rate === 'number' && rate > 0 && rate < 0.02)
    return wrong('range', '-1, 0, or at least 0.02', 'give 0.02 or more');
  return chosen === 'redis' ? redis(config, context) : [];
};

function redis(config: Config, context: CheckContext): PluginFault[] {
  if (has(config, 'redis', context)) return [];
  const expected = 'the host of Redis, or the nodes of its Sentinel or Cluster';
  return [fault('required', '/redis', 'nothing, with strategy: redis', expected, 'give redis.host', source)];
}

const consumerGroups: EntityCheck = (config, context) => {
  if (config.enforce_consumer_groups !== true || has(config, 'consumer_groups', context)) return [];
  const found = 'nothing, with enforce_consumer_groups: true';
  return [
    fault('required', '/consumer_groups', found, 'the consumer groups', 'give consumer_groups', source),
  ];
};

const jitter: EntityCheck = (config) => {
  const most = config.retry_after_jitter_max;
  if (typeof most !== 'number' || most >= 0) return [];
  return [
    fault('range', '/retry_after_jitter_max', String(most), '0 or more', 'give 0 or more seconds', source),
  ];
};

/** The rules of rate-limiting-advanced. */
export const rateLimitingAdvanced: readonly EntityCheck[] = [
  pairs,
  identifier,
  strategy,
  consumerGroups,
  jitter,
];
