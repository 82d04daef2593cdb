/** A table whose columns are as wide as their widest cell; the first row holds the titles. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [titles = [], ...others] = rows;
  return [line(titles), line(widths.map((width) => '-'.repeat(width))), ...others.map(line)].join('\n');
}
