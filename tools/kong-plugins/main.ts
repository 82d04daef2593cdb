// Writes what is made from kong-plugins/source: npm run kong-plugins
// With --check it writes nothing and exits with 1 where a file is not what would be written.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generate, generatedFolders } from './generate';

const root = join(__dirname, '..', '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const plugins = readdirSync(join(root, 'kong-plugins', 'source'))
  .filter((file) => file.endsWith('.txt'))
  .map((file) => file.slice(0, -'.txt'.length))
  .sort();

function stale(files: ReadonlyMap<string, string>): string[] {
  const present = generatedFolders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((file) => `${folder}/${file}`));
  const different = [...files].filter(([file, text]) => !existsSync(join(root, file)) || read(file) !== text);
  return [...different.map(([file]) => file), ...present.filter((file) => !files.has(file))];
}

async function run(): Promise<void> {
  const files = await generate(plugins, read);
  if (process.argv.includes('--check')) {
    const names = stale(files);
    if (names.length === 0) return;
    process.stderr.write(`not as generated (npm run kong-plugins):\n${names.join('\n')}\n`);
    process.exitCode = 1;
    return;
  }
  for (const folder of generatedFolders) rmSync(join(root, folder), { recursive: true, force: true });
  for (const [file, text] of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  process.stdout.write(`${plugins.length} plugins, ${files.size} files\n`);
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
