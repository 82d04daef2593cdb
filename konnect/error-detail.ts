import { z } from 'zod';

const problem = z.object({
  title: z.string().optional(),
  detail: z.unknown().optional(),
  message: z.string().optional(),
  invalid_parameters: z
    .array(z.object({ field: z.string().optional(), reason: z.string().optional() }))
    .optional(),
});

/** Konnect's own words in an error: RFC 9457 problem documents, or `message` of the gateway in front of it. */
export function detailOf(text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return '';
  }
  const parsed = problem.safeParse(value);
  if (!parsed.success) return '';
  const { title, detail, message, invalid_parameters: invalid = [] } = parsed.data;
  const fields = invalid.map(({ field = '', reason = '' }) => `${field}: ${reason}`);
  const words = [title, typeof detail === 'string' ? detail : undefined, message, ...fields];
  return words
    .filter((word) => word !== undefined && word !== '')
    .join('; ')
    .slice(0, 500);
}

/** What the network layer calls an error; undici hides it in `cause`. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'TimeoutError';
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
