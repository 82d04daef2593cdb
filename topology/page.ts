import { oneLine } from '../references/printable';
import { mermaid } from './mermaid';
import { takes } from './route-text';
import type { Topology } from './topology';

/** `TOPOLOGY.md` of a cluster: the picture, and the same as tables, for whoever reviews a change. */
export function topologyPage(cluster: string, topology: Topology): string {
  const { callers, calls, certificates, exits, routes, secrets, splits } = topology;
  const picture = routes.length + splits.length + calls.length + exits.length > 0;
  return [
    `# ${cluster}`,
    '',
    'Made by Meshwright with the YAML beside it (`meshwright synth`); not to be edited.',
    ...(picture ? ['', '```mermaid', mermaid(topology).trimEnd(), '```'] : []),
    ...table(
      'The gateway’s routes',
      ['Host', 'Path', 'Takes', 'Service', 'Plugins', 'From'],
      routes.map((route) => [
        route.host,
        route.path,
        takes(route),
        `${route.service}:${route.port}`,
        route.plugins.join(', ') || 'none',
        route.by,
      ]),
    ),
    ...table(
      'Certificates of hosts',
      ['Host', 'Secret', 'From'],
      certificates.map(({ host, secret, source }) => [host, secret, source || 'not of this output']),
    ),
    ...table(
      'Whom the gateway knows',
      ['Caller', 'Groups', 'Credentials', 'Plugins'],
      callers.map(({ name, groups, credentials, plugins }) => [
        name,
        groups.join(', ') || 'none',
        credentials.join(', ') || 'none',
        plugins.join(', ') || 'none',
      ]),
    ),
    ...table(
      'How calls are shared',
      ['Service', 'Calls', 'Versions'],
      splits.map((split) => [
        split.service,
        split.match,
        split.versions.map(({ name, weight }) => `${name} ${weight}`).join(', '),
      ]),
    ),
    ...table(
      'Who may call whom',
      ['Caller', 'Service'],
      calls.map(({ caller, service }) => [caller, service]),
    ),
    ...table(
      'Ways out of the mesh',
      ['From', 'To'],
      exits.map(({ from, to }) => [from, to]),
    ),
    ...table(
      'Where secrets come from',
      ['AWS secret', 'Secret', 'Key', 'Used by'],
      secrets.map((secret) => [
        secret.source,
        secret.secret,
        secret.key,
        secret.users.join(', ') || 'nothing',
      ]),
    ),
    '',
  ].join('\n');
}

function table(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return ['', `## ${title}`, '', line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)];
}

function cell(text: string): string {
  return oneLine(text.replaceAll('\n', ' ')).replaceAll('|', '\\|');
}
