import { z } from 'zod';
import { text } from '../primitives';

/** Value of a header that a filter sets: one line of printable text. */
export const headerValue = text('one line of text', /^[^\r\n\0]+$/);

/** Gateway API's filter of headers, for whoever takes headers of these names. */
export function headerModifierOf(name: ReturnType<typeof text>) {
  return z.strictObject({
    set: z.record(name, headerValue).default({}).meta({ description: 'Headers that have this value.' }),
    add: z.record(name, headerValue).default({}).meta({ description: 'Headers with one value more.' }),
    remove: z.array(name).default([]).meta({ description: 'Headers that are not there.' }),
  });
}
