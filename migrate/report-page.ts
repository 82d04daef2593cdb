import type { FieldEntry, Report, RequestChange, RequestPattern } from './result';

/** The report as Markdown: what is answered otherwise, what is lost, and every field. */
export function reportPage(report: Report): string {
  return `${[
    '# Out of App Mesh: what becomes of it',
    `The mesh is \`${report.mesh}\`. ${counts(report)} Made from \`report.json\`, which says the same to programs.`,
    '## Requests that are answered otherwise',
    report.requests.length === 0
      ? 'None.'
      : table(
          ['caller', 'service', 'request', 'on App Mesh', 'on Kong Mesh', 'why'],
          report.requests.map(requestRow),
        ),
    '## What is lost',
    report.losses.length === 0
      ? 'Nothing.'
      : table(['object', 'field', 'where', 'why', 'upstream'], report.losses.map(lossRow)),
    ...(report.notes.length === 0
      ? []
      : ['## To know before', report.notes.map((note) => `- ${note}`).join('\n')]),
    '## Every field',
    ...byObject(report.fields).flatMap(([object, fields]) => [
      `### ${object}`,
      table(['field', 'where', 'verdict', 'now', 'how'], fields.map(fieldRow)),
    ]),
  ].join('\n\n')}\n`;
}

function counts({ fields }: Report): string {
  const of = (verdict: FieldEntry['verdict']) => fields.filter((each) => each.verdict === verdict).length;
  return `Of ${fields.length} fields, ${of('kept')} are kept, ${of('changed')} changed, ${of('lost')} lost and ${of('ignored')} ignored.`;
}

function byObject(fields: readonly FieldEntry[]): readonly (readonly [string, readonly FieldEntry[]])[] {
  const found = new Map<string, FieldEntry[]>();
  for (const field of fields) {
    const name = `${field.kind} ${field.object}`;
    const all = found.get(name);
    if (all === undefined) found.set(name, [field]);
    else all.push(field);
  }
  return [...found];
}

function requestRow(change: RequestChange): readonly string[] {
  const { caller, outside, service, host, port, match, unless, before, after, reason } = change;
  return [
    outside === true ? 'who has no sidecar' : (caller?.join(', ') ?? 'every caller'),
    service,
    `${host}${port === undefined ? '' : `:${port}`}: ${pattern(match)}${
      unless === undefined || unless.length === 0 ? '' : `, but not ${unless.map(pattern).join('; ')}`
    }`,
    before,
    after,
    reason,
  ];
}

/** A pattern of requests in a few words. */
export function pattern({ path, method, headers = {}, query = {} }: RequestPattern): string {
  const parts = [
    ...(method === undefined ? [] : [method]),
    ...(path === undefined ? [] : [`path \`${path}\``]),
    ...Object.entries(headers).map(([name, value]) =>
      value === null ? `no ${name}` : `${name} \`${value}\``,
    ),
    ...Object.entries(query).map(([name, value]) => `?${name}=\`${value}\``),
  ];
  return parts.length === 0 ? 'any' : parts.join(', ');
}

function lossRow({
  kind,
  object,
  field,
  file,
  line,
  reason = '',
  upstream = '',
}: FieldEntry): readonly string[] {
  return [`${kind} ${object}`, `\`${field}\``, `${file}:${line}`, reason, upstream];
}

function fieldRow({ field, file, line, verdict, to, reason = '', upstream }: FieldEntry): readonly string[] {
  const now = to === undefined ? '' : `${to.object}${to.field === undefined ? '' : ` \`${to.field}\``}`;
  return [
    `\`${field}\``,
    `${file}:${line}`,
    verdict,
    now,
    upstream === undefined ? reason : `${reason} (${upstream})`,
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('\n', ' ').replaceAll('|', '\\|');
}
