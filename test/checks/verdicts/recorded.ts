import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A file of recorded answers, below this folder. Its shape is what the caller says: a compiler that works it out from
 * thousands of answers spends a third of its time on that.
 */
export function recordedIn<Shape>(file: string): Shape {
  return JSON.parse(readFileSync(join(__dirname, file), 'utf8'));
}
