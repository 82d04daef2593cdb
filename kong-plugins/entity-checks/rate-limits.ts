import { isGiven } from '../context';
import { type PluginFault, pointer } from '../fault';
import {
  type Config,
  type EntityCheck,
  fault,
  has,
  needs,
  needsDatabase,
  recordOf,
  someOf,
} from './entity-check';

const windows = ['second', 'minute', 'hour', 'day', 'month', 'year'] as const;
const rateLimitingSource = 'Kong/kong kong/plugins/rate-limiting/schema.lua';
const responseSource = 'Kong/kong kong/plugins/response-ratelimiting/schema.lua';

/** No longer window may allow less than a shorter one. */
function windowOrder(limits: Config, path: string, source: string): PluginFault[] {
  const faults: PluginFault[] = [];
  let shorter: { readonly window: string; readonly limit: number } | undefined;
  for (const window of windows) {
    const limit = limits[window];
    if (typeof limit !== 'number') continue;
    if (shorter !== undefined && limit < shorter.limit) {
      faults.push(
        fault(
          'combination',
          pointer(path, window),
          `${limit} a ${window}, ${shorter.limit} a ${shorter.window}`,
          `at least the ${shorter.limit} that one ${shorter.window} allows`,
          `raise ${window}, or lower ${shorter.window}`,
          source,
        ),
      );
    } else {
      shorter = { window, limit };
    }
  }
  return faults;
}

/** Counters need a place that this gateway has. */
function policy(source: string): EntityCheck {
  return (config, context) => {
    if (config.policy === 'cluster') {
      const mend = 'count in Redis (policy: redis), or on each node (policy: local)';
      return [needsDatabase('policy: cluster', '/policy', mend, source)];
    }
    if (config.policy !== 'redis') return [];
    if (has(recordOf(config, 'redis'), 'host', context, '/redis') || has(config, 'redis_host', context))
      return [];
    return [
      fault(
        'required',
        '/redis/host',
        'nothing, with policy: redis',
        'a host name',
        'give redis.host',
        source,
      ),
    ];
  };
}

const syncRate: EntityCheck = (config) => {
  const rate = config.sync_rate;
  if (typeof rate !== 'number' || rate === -1) return [];
  const refuse = (expected: string, mend: string): PluginFault[] => [
    fault('combination', '/sync_rate', String(rate), expected, mend, rateLimitingSource),
  ];
  if (config.policy !== 'redis') return refuse('-1, without policy: redis', 'leave sync_rate out');
  return rate < 0.02
    ? refuse('at least 0.02 seconds, or -1', 'leave sync_rate out, or give 0.02 or more')
    : [];
};

/** The rules of rate-limiting. */
export const rateLimiting: readonly EntityCheck[] = [
  someOf(windows, 'give a limit, such as minute: 3', rateLimitingSource),
  (config) => windowOrder(config, '', rateLimitingSource),
  needs('limit_by', 'header', 'header_name', rateLimitingSource),
  needs('limit_by', 'path', 'path', rateLimitingSource),
  policy(rateLimitingSource),
  syncRate,
];

/** The rules of response-ratelimiting: each limit is a record of windows of its own. */
export const responseRateLimiting: readonly EntityCheck[] = [
  (config, context) =>
    Object.keys(recordOf(config, 'limits')).flatMap((name) => {
      const path = pointer('/limits', name);
      const limits = recordOf(recordOf(config, 'limits'), name);
      if (isGiven(path, context) || windows.some((window) => has(limits, window, context, path))) {
        return windowOrder(limits, path, responseSource);
      }
      const expected = `at least one of ${windows.join(', ')}`;
      return [
        fault('required', path, 'no limit', expected, 'give a limit, such as minute: 3', responseSource),
      ];
    }),
  policy(responseSource),
];
