import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { snapshot, touched } from '../../../bench/support/snapshot';

test('a file that was changed, made, removed or written again as it was is seen, and no other', () => {
  const folder = mkdtempSync(join(tmpdir(), 'snapshot-'));
  try {
    mkdirSync(join(folder, 'below'));
    for (const name of ['left', 'changed', 'again', 'below/removed']) writeFileSync(join(folder, name), name);
    const before = snapshot(folder);
    expect([...touched(before, snapshot(folder))]).toEqual([]);
    writeFileSync(join(folder, 'changed'), 'otherwise');
    writeFileSync(join(folder, 'made'), '');
    writeFileSync(join(folder, 'again'), 'again');
    // As a later clock would have it, however coarse the file system's is.
    utimesSync(join(folder, 'again'), 1e9, 1e9);
    rmSync(join(folder, 'below/removed'));
    expect(Object.fromEntries(touched(before, snapshot(folder)))).toEqual({
      again: 'rewritten as it was',
      'below/removed': 'changed',
      changed: 'changed',
      made: 'changed',
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
