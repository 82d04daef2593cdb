import { takes } from '../route-text';
import type { Topology } from '../topology';
import { shownHtml } from './markup';

/** The topology as tables, for those who cannot see the picture and for those who want to copy from it. */
export function tables({ routes, certificates, callers, splits, calls, exits, secrets }: Topology): string {
  return [
    table(
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
    table(
      'Certificates of hosts',
      ['Host', 'Secret', 'From'],
      certificates.map(({ host, secret, source }) => [host, secret, source || 'not of this output']),
    ),
    table(
      'Whom the gateway knows',
      ['Caller', 'Groups', 'Credentials', 'Plugins'],
      callers.map(({ name, groups, credentials, plugins }) => [
        name,
        groups.join(', ') || 'none',
        credentials.join(', ') || 'none',
        plugins.join(', ') || 'none',
      ]),
    ),
    table(
      'How calls are shared',
      ['Service', 'Calls', 'Versions'],
      splits.map(({ service, match, versions }) => [
        service,
        match,
        versions.map(({ name, weight }) => `${name} ${weight}`).join(', '),
      ]),
    ),
    table(
      'Who may call whom',
      ['Caller', 'Service'],
      calls.map(({ caller, service }) => [caller, service]),
    ),
    table(
      'Ways out of the mesh',
      ['From', 'To'],
      exits.map(({ from, to }) => [from, to]),
    ),
    table(
      'Where secrets come from',
      ['AWS secret', 'Secret', 'Key', 'Used by'],
      secrets.map(({ source, secret, key, users }) => [source, secret, key, users.join(', ') || 'nothing']),
    ),
  ].join('\n');
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const cells = (tag: string, row: readonly string[]) =>
    row.map((cell) => `<${tag}>${shownHtml(cell)}</${tag.split(' ')[0]}>`).join('');
  return [
    `<table><caption>${shownHtml(title)}</caption>`,
    `<thead><tr>${cells('th scope="col"', head)}</tr></thead>`,
    `<tbody>${rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('')}</tbody></table>`,
  ].join('');
}
