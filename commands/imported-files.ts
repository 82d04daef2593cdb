import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { createJiti } from 'jiti';

/** What a text imports by a relative path: `from './a'`, `import './a'`, `import('./a')`, `require('./a')`. */
const specifiers = /\b(?:from|import|require)\b\s{0,9}\(?\s{0,9}['"](\.{1,2}\/[^'"\n]{1,4096})['"]/g;

/**
 * The file of a module and all that it imports by a relative path, directly or through others. They are found in the texts: what Node
 * loads by itself is in no cache that can be asked.
 *
 * @param jiti what loads the module, and knows which file a name stands for
 */
export function importedFiles(
  entry: string,
  jiti: Pick<ReturnType<typeof createJiti>, 'esmResolve'>,
): ReadonlySet<string> {
  const found = new Set<string>();
  const urls = [jiti.esmResolve(entry, { try: true })];
  // It grows as it is gone through.
  for (const url of urls) {
    const file = url?.startsWith('file:') === true ? fileURLToPath(url) : url;
    if (file === undefined || found.has(file) || !existsSync(file)) continue;
    found.add(file);
    const parentURL = pathToFileURL(file);
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(specifiers))
      urls.push(jiti.esmResolve(name, { parentURL, try: true }));
  }
  return found;
}
