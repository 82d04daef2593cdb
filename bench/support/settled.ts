import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { newOutput } from './folders';

/** Milliseconds of the kernel that a new file may take: 0.03 to 0.08 is usual, 0.3 to 1 comes after many removals. */
const USUAL_MS = 0.25;
/** A run of probes without a slow one: groups of the disk recover one after the other. */
const GOOD_PROBES = 2;
const PAUSE_MS = 10_000;
const PATIENCE_MS = 150_000;

/**
 * Waits until making files costs what it usually does, or two and a half minutes: an earlier measurement that was tidied up, or a test run,
 * may have removed many a moment ago (see `newOutput`).
 */
export async function settled(): Promise<void> {
  const from = performance.now();
  let said = false;
  for (let good = 0; good < GOOD_PROBES; ) {
    const cost = costOfNewFile();
    good = cost < USUAL_MS ? good + 1 : 0;
    if (good > 0) continue;
    if (performance.now() - from > PATIENCE_MS) {
      console.error(`new files still take ${cost.toFixed(2)} ms of the kernel each: measuring all the same`);
      return;
    }
    if (!said)
      console.error(
        `new files take ${cost.toFixed(2)} ms of the kernel each: waiting until they are quicker`,
      );
    said = true;
    await pause(PAUSE_MS);
  }
}

/** Milliseconds of the kernel for one of many small files in many folders, as a fleet has them. */
function costOfNewFile(): number {
  const folder = newOutput();
  const [folders, files] = [25, 20];
  const before = process.cpuUsage();
  for (let each = 0; each < folders; each++) {
    const made = join(folder, String(each));
    mkdirSync(made, { recursive: true });
    for (let file = 0; file < files; file++) writeFileSync(join(made, String(file)), 'x');
  }
  return process.cpuUsage(before).system / 1000 / (folders * files);
}
