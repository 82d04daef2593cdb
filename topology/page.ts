import { oneLine } from '../references/printable';
import { flowcharts } from './mermaid';
import type { ServiceMap } from './service-map';
import type { Topology } from './topology';
import { type TopologyTable, topologyTables } from './topology-tables';

/** `TOPOLOGY.md` of a cluster: the picture, and the same as tables, for whoever reviews a change. */
export function topologyPage(cluster: string, topology: Topology, map: ServiceMap): string {
  return [
    `# ${cluster}`,
    '',
    'Made by Meshwright with the YAML beside it (`meshwright synth`); not to be edited.',
    ...flowcharts(map).flatMap(({ title, text }) => [
      ...(title === '' ? [] : ['', `## ${cell(title)}`]),
      '',
      '```mermaid',
      text.trimEnd(),
      '```',
    ]),
    ...topologyTables(topology).flatMap(table),
    '',
  ].join('\n');
}

function table({ title, head, rows }: TopologyTable): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return ['', `## ${title}`, '', line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)];
}

function cell(text: string): string {
  return oneLine(text.replaceAll('\n', ' ')).replaceAll('|', '\\|');
}
