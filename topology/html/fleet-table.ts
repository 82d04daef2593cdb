import type { FleetPart, FleetRow } from '../fleet';
import { shownHtml } from './markup';

/** The fleet as a table: a column for each cluster; lines in which clusters differ are marked. */
export function fleetTable(clusters: readonly string[], parts: readonly FleetPart[]): string {
  const head = clusters
    .map(
      (name) =>
        `<th scope="col"><button type="button" data-cluster="${shownHtml(name)}">${shownHtml(name)}</button></th>`,
    )
    .join('');
  const bodies = parts.map(
    ({ title, rows }) =>
      `<tbody><tr><th class="part" colspan="${clusters.length + 1}" scope="rowgroup">${shownHtml(title)}</th></tr>${rows.map(row).join('')}</tbody>`,
  );
  return [
    '<label class="only"><input type="checkbox" id="differing"> only what differs</label>',
    '<div class="wide" tabindex="0" role="region" aria-label="What each cluster runs">',
    `<table><caption>What each cluster runs</caption><thead><tr><td></td>${head}</tr></thead>`,
    ...bodies,
    '</table></div>',
  ].join('\n');
}

function row({ title, cells, same }: FleetRow): string {
  const shown = cells.map((cell) => {
    if (cell === '') return '<td class="none">–</td>';
    return `<td>${cell.split('\n').map(shownHtml).join('<br>')}</td>`;
  });
  const mark = same ? '' : ' class="differs"';
  return `<tr${mark}><th scope="row">${shownHtml(title)}${same ? '' : '<span class="hidden"> (differs)</span>'}</th>${shown.join('')}</tr>`;
}
