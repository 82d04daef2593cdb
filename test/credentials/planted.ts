import type { CheckWorld } from '../../commands/check/task';
import { Random } from './random';

const random = new Random('saying');
export const token = ['gh', 'p_', random.letters(36)].join('');
export const key = random
  .of('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 39)
  .concat('7');
export const readable = 'swordfish-and-chips';
export const url = ['postgres://', 'shop:', 'Mackerel17', '@db.prod.svc/shop'].join('');
/** What must never be seen; of those that are cut, the first signs. */
const planted = [token, key, readable, 'Mackerel17'];

/** What a command writes, on both streams. */
export function outputOf(command: (world: CheckWorld) => number): string {
  let out = '';
  const stream = {
    write: (part: string) => {
      out += part;
    },
  };
  command({ environment: {}, stdout: stream, stderr: stream });
  return out;
}

export function expectNothingShown(outputs: readonly string[]): void {
  for (const output of outputs) {
    expect(output).not.toBe('');
    for (const secret of planted) {
      expect(output).not.toContain(secret);
      expect(output).not.toContain(secret.slice(0, 12));
    }
  }
}
