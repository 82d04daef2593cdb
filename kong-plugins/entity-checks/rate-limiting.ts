import { type PluginFault, pointer } from '../fault';
import { type Config, type EntityCheck, fault, has, recordOf } from './entity-check';

const source = 'Kong/kong kong/plugins/rate-limiting/schema.lua';
const windows = ['second', 'minute', 'hour', 'day', 'month', 'year'] as const;

/** At least one window has a limit. */
export const someWindow: EntityCheck = (config, context) => {
  if (windows.some((window) => has(config, window, context))) return [];
  return [
    fault(
      'required',
      '',
      'no limit',
      `at least one of ${windows.join(', ')}`,
      'give a limit, such as minute: 3',
      source,
    ),
  ];
};

/** A limit above 0, and no longer window with a lower limit than a shorter one. */
export const windowOrder: EntityCheck = (config) => limitFaults(config, '', source);

/** The faults of the limits of one record of windows. */
export function limitFaults(limits: Config, path: string, from: string): PluginFault[] {
  const faults: PluginFault[] = [];
  let shorter: { readonly window: string; readonly limit: number } | undefined;
  for (const window of windows) {
    const limit = limits[window];
    if (typeof limit !== 'number') continue;
    const at = pointer(path, window);
    if (limit <= 0) {
      faults.push(
        fault('range', at, String(limit), 'a number above 0', `leave ${window} out for no limit`, from),
      );
      continue;
    }
    if (shorter !== undefined && limit < shorter.limit) {
      faults.push(
        fault(
          'combination',
          at,
          `${limit} a ${window}, ${shorter.limit} a ${shorter.window}`,
          `at least the ${shorter.limit} that one ${shorter.window} allows`,
          `raise ${window}, or lower ${shorter.window}`,
          from,
        ),
      );
    } else {
      shorter = { window, limit };
    }
  }
  return faults;
}

/** What counts by header needs the header, by path the path. */
export const limitedBy: EntityCheck = (config, context) => {
  const needs = { header: 'header_name', path: 'path' } as const;
  const by = config.limit_by;
  if (by !== 'header' && by !== 'path') return [];
  const key = needs[by];
  if (has(config, key, context)) return [];
  return [
    fault(
      'required',
      `/${key}`,
      `nothing, with limit_by: ${by}`,
      `the ${by} to count by`,
      `give ${key}`,
      source,
    ),
  ];
};

/** Counters in Redis need to know where Redis is. */
export function redisHost(from: string): EntityCheck {
  return (config, context) => {
    if (config.policy !== 'redis') return [];
    if (has(recordOf(config, 'redis'), 'host', context, '/redis') || has(config, 'redis_host', context))
      return [];
    return [
      fault('required', '/redis/host', 'nothing, with policy: redis', 'a host name', 'give redis.host', from),
    ];
  };
}
