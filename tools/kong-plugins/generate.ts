import type { PluginSchema } from '../../kong-plugins/schema';
import { jsonSchemaOf } from './json-schema';
import { parseSource } from './source';
import { tablesOf, withTables } from './tables';
import { configsOf, factsOf, typesOf } from './types';

/** The folders that hold nothing but generated files. */
export const generatedFolders = ['kong-plugins/schemas', 'kong-plugins/generated'] as const;

/**
 * Every generated file, by its path in the repository.
 *
 * @param read gives the text of a file of the repository
 */
export async function generate(
  plugins: readonly string[],
  read: (file: string) => string,
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const schemas = schemasOf(plugins, read);
  for (const schema of schemas) {
    const plugin = schema['x-plugin'];
    files.set(`kong-plugins/schemas/${plugin}.json`, jsonOf(schema));
    files.set(`kong-plugins/generated/${plugin}.d.ts`, await typesOf(schema));
  }
  files.set('kong-plugins/generated/configs.d.ts', configsOf(plugins));
  files.set('kong-plugins/generated/facts.ts', factsOf(schemas));
  const page = 'docs/kong-plugins.md';
  files.set(page, withTables(read(page), tablesOf(schemas)));
  return files;
}

/** The schemas of the plugins named, made from their sources. */
export function schemasOf(plugins: readonly string[], read: (file: string) => string): PluginSchema[] {
  const source = (file: string): string => read(`kong-plugins/source/${file}`);
  return plugins.map((plugin) =>
    jsonSchemaOf(parseSource(plugin, source(`${plugin}.txt`), (file) => source(`shared/${file}`))),
  );
}

/** One line for each field of the configuration: short, and a change of a field is a change of its line. */
function jsonOf({ properties, ...rest }: PluginSchema): string {
  const head = JSON.stringify(rest).slice(1, -1);
  const fields = Object.entries(properties).map(
    ([name, field]) => `${JSON.stringify(name)}:${JSON.stringify(field)}`,
  );
  return `{${head},"properties":{\n${fields.join(',\n')}\n}}\n`;
}
