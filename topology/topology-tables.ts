import { takes } from './route-text';
import type { Topology } from './topology';

/** What a topology says as a table, whatever form it is shown in. */
export interface TopologyTable {
  readonly title: string;
  readonly head: readonly string[];
  /** None: the table is left out. */
  readonly rows: readonly (readonly string[])[];
}

/** The tables of a topology, in the order in which they are shown. */
export function topologyTables(topology: Topology): readonly TopologyTable[] {
  const { callers, calls, certificates, exits, routes, secrets, splits } = topology;
  return [
    {
      title: 'The gateway’s routes',
      head: ['Host', 'Path', 'Takes', 'Service', 'Plugins', 'From'],
      rows: routes.map((route) => [
        route.host,
        route.path,
        takes(route),
        `${route.service}:${route.port}`,
        route.plugins.join(', ') || 'none',
        route.by,
      ]),
    },
    {
      title: 'Certificates of hosts',
      head: ['Host', 'Secret', 'From'],
      rows: certificates.map(({ host, secret, source }) => [host, secret, source || 'not of this output']),
    },
    {
      title: 'Whom the gateway knows',
      head: ['Caller', 'Groups', 'Credentials', 'Plugins'],
      rows: callers.map(({ name, groups, credentials, plugins }) => [
        name,
        groups.join(', ') || 'none',
        credentials.join(', ') || 'none',
        plugins.join(', ') || 'none',
      ]),
    },
    {
      title: 'How calls are shared',
      head: ['Service', 'Calls', 'Versions'],
      rows: splits.map((split) => [
        split.service,
        split.match,
        split.versions.map(({ name, weight }) => `${name} ${weight}`).join(', '),
      ]),
    },
    {
      title: 'Who may call whom',
      head: ['Caller', 'Service'],
      rows: calls.map(({ caller, service }) => [caller, service]),
    },
    { title: 'Ways out of the mesh', head: ['From', 'To'], rows: exits.map(({ from, to }) => [from, to]) },
    {
      title: 'Where secrets come from',
      head: ['AWS secret', 'Secret', 'Key', 'Used by'],
      rows: secrets.map((secret) => [
        secret.source,
        secret.secret,
        secret.key,
        secret.users.join(', ') || 'nothing',
      ]),
    },
  ];
}
