import type { FieldSchema, PluginSchema } from '../../kong-plugins/schema';

/** The tables of docs/kong-plugins.md, by the name of the place where each stands. */
export function tablesOf(schemas: readonly PluginSchema[]): Map<string, string> {
  // What is inside a record of every second plugin (Redis, a cloud's sign-in) would bury the rest.
  const fields = schemas.flatMap((schema) =>
    fieldsOf(schema)
      .filter(({ path }) => !/[.[{]/.test(path))
      .map((field) => ({ schema, ...field })),
  );
  const versions = fields.flatMap(({ schema, path, field }) => {
    const plugin = schema['x-plugin'];
    const { 'x-since': since, 'x-enum-since': values = {}, 'x-referenceable': reference } = field;
    return [
      ...(since === undefined ? [] : [[plugin, code(path), since]]),
      ...Object.entries(values).map(([value, from]) => [plugin, `${code(path)}: ${code(value)}`, from]),
      ...(typeof reference === 'string' ? [[plugin, `vault reference in ${code(path)}`, reference]] : []),
    ];
  });
  const defaults = fields.flatMap(({ schema, path, field }) => {
    const before = field['x-default-before'];
    if (before === undefined) return [];
    const older = before.default === null ? 'none' : code(JSON.stringify(before.default));
    return [[schema['x-plugin'], code(path), older, code(JSON.stringify(field.default)), before.version]];
  });
  const plugins = schemas.map((schema) => {
    const { 'x-plugin': plugin, 'x-edition': edition, 'x-since': since = '', 'x-scopes': scopes } = schema;
    return [code(plugin), edition, since, scopes.join(', ')];
  });
  return new Map([
    ['plugins', table(['plugin', 'edition', 'since', 'attaches to'], plugins)],
    ['defaults', table(['plugin', 'field', 'before', 'default', 'from gateway'], defaults)],
    ['versions', table(['plugin', 'what', 'from gateway'], versions)],
  ]);
}

/** The page with each table put between its two marks, `<!-- name: ... -->` and `<!-- end of name -->`. */
export function withTables(page: string, tables: ReadonlyMap<string, string>): string {
  let text = page;
  for (const [name, rows] of tables) {
    const marks = new RegExp(`(<!-- ${name}: [^\\n]*-->\\n)[\\s\\S]*?(<!-- end of ${name} -->)`);
    if (!marks.test(text)) throw new Error(`docs/kong-plugins.md has no place for the table '${name}'`);
    text = text.replace(marks, (_, begin: string, end: string) => `${begin}\n${rows}\n${end}`);
  }
  return text;
}

/** Every field inside a schema, with its path; what is inside a field of the same connection block comes once. */
function fieldsOf(field: FieldSchema, path = ''): { readonly path: string; readonly field: FieldSchema }[] {
  const inner = Object.entries(field.properties ?? {}).flatMap(([key, one]) =>
    fieldsOf(one, path === '' ? key : `${path}.${key}`),
  );
  const items = field.items === undefined ? [] : fieldsOf(field.items, `${path}[]`);
  return [...(path === '' ? [] : [{ path, field }]), ...inner, ...items];
}

function code(text: string): string {
  return `\`${text}\``;
}

/** A Markdown table whose columns are as wide as their widest cell, which is how the formatter leaves them. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return `${[line(head), line(rule), ...rows.map(line)].join('\n')}\n`;
}
