/** `npm run build`, and before `npm pack`: makes what the package brings besides the sources' own files. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundles } from './bundle';
import { licenceText } from './licences';

const root = join(__dirname, '../..');

async function main(): Promise<void> {
  const { files, packages } = await bundles(root);
  rmSync(join(root, 'lib'), { recursive: true, force: true });
  const all = new Map([...files, ['lib/LICENSES.txt', licenceText(root, packages)]]);
  for (const [path, text] of all) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  process.stdout.write(`lib/: ${all.size} files, of ${packages.length} packages\n`);
}

void main();
