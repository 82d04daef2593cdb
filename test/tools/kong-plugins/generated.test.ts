import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

describe('npm run kong-plugins', () => {
  it('would change no file: schemas, types and tables are those of the sources', () => {
    const root = join(__dirname, '..', '..', '..');
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'tools/kong-plugins/main.ts', '--check'],
      { cwd: root, encoding: 'utf8' },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  }, 60_000);
});
