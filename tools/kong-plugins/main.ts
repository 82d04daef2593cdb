// Reads kong-plugins/source and writes kong-plugins/schemas and kong-plugins/generated: npm run kong-plugins
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './generate';

const room = join(__dirname, '..', '..', 'kong-plugins');
const read = (file: string): string => readFileSync(join(room, 'source', file), 'utf8');
const plugins = readdirSync(join(room, 'source'))
  .filter((file) => file.endsWith('.txt'))
  .map((file) => file.slice(0, -'.txt'.length))
  .sort();

generate(plugins, read).then(
  (files) => {
    for (const folder of ['schemas', 'generated']) {
      rmSync(join(room, folder), { recursive: true, force: true });
      mkdirSync(join(room, folder), { recursive: true });
    }
    for (const [file, text] of files) writeFileSync(join(room, file), text);
    process.stdout.write(`${plugins.length} plugins, ${files.size} files\n`);
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
