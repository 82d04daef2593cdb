import { jsonSchemaOf } from './json-schema';
import { parseSource } from './source';
import { configsOf, factsOf, typesOf } from './types';

/**
 * Every generated file of kong-plugins/, by its path in that folder.
 *
 * @param read gives the text of a file of kong-plugins/source
 */
export async function generate(
  plugins: readonly string[],
  read: (file: string) => string,
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const schemas = plugins.map((plugin) =>
    jsonSchemaOf(parseSource(plugin, read(`${plugin}.txt`), (file) => read(`shared/${file}`))),
  );
  for (const schema of schemas) {
    const plugin = schema['x-plugin'];
    files.set(`schemas/${plugin}.json`, `${JSON.stringify(schema, null, 2)}\n`);
    files.set(`generated/${plugin}.d.ts`, await typesOf(schema));
  }
  files.set('generated/configs.d.ts', configsOf(plugins));
  files.set('generated/facts.ts', factsOf(schemas));
  return files;
}
