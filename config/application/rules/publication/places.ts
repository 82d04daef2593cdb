import { hostsOf } from '../../publish/published';
import type { RouteConfig } from '../../publish/routes';
import type { Running } from '../../running';

/** One condition of a route on one host, and where it stands. */
export interface PlacedMatch {
  readonly route: string;
  readonly host: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly atKey: boolean;
  /** The path, as a person would name it. */
  readonly shown: string;
  /** The same text for the same condition. */
  readonly key: string;
}

/** Every condition on which calls come to an application, host by host. */
export function placedMatches({ head }: Running): readonly PlacedMatch[] {
  return Object.entries(head?.publish.routes ?? {}).flatMap(([route, config]) => {
    const hosts = hostsOf(config);
    return (hosts.length === 0 ? [undefined] : hosts).flatMap((host) =>
      conditions(config).map(({ at, atKey, condition, shown }) => ({
        route,
        host,
        path: ['publish', 'routes', route, ...at],
        atKey,
        shown,
        key: JSON.stringify([host ?? '', condition]),
      })),
    );
  });
}

function conditions({ paths, matches }: RouteConfig): readonly {
  readonly at: readonly PropertyKey[];
  readonly atKey: boolean;
  readonly condition: unknown;
  readonly shown: string;
}[] {
  if (paths !== undefined) {
    return Object.keys(paths).map((path) => ({
      at: ['paths', path],
      atKey: true,
      condition: [['PathPrefix', path], undefined, []],
      shown: path,
    }));
  }
  return (matches ?? []).map(({ path, method, headers }, index) => {
    const { type, value } = path ?? { type: 'PathPrefix', value: '/' };
    const sorted = Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      at: ['matches', index],
      atKey: false,
      condition: [[type, value], method, sorted],
      shown: value,
    };
  });
}
