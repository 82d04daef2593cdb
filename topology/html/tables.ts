import type { Topology } from '../topology';
import { type TopologyTable, topologyTables } from '../topology-tables';
import { shownHtml } from './markup';

/** The topology as tables, for those who cannot see the picture and for those who want to copy from it. */
export function tables(topology: Topology): string {
  return topologyTables(topology).map(table).join('\n');
}

function table({ title, head, rows }: TopologyTable): string {
  if (rows.length === 0) return '';
  const cells = (tag: string, row: readonly string[]) =>
    row.map((cell) => `<${tag}>${shownHtml(cell)}</${tag.split(' ')[0]}>`).join('');
  return [
    `<table><caption>${shownHtml(title)}</caption>`,
    `<thead><tr>${cells('th scope="col"', head)}</tr></thead>`,
    `<tbody>${rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('')}</tbody></table>`,
  ].join('');
}
