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
  const name = textIn(error, 'name');
  if (name === 'TimeoutError' || name === 'AbortError') return 'TimeoutError';
  const cause = typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined;
  return textIn(cause, 'code') ?? textIn(error, 'code') ?? name ?? 'unknown error';
}

function textIn(value: unknown, field: 'name' | 'code'): string | undefined {
  const found =
    typeof value === 'object' && value !== null && field in value ? Reflect.get(value, field) : undefined;
  return typeof found === 'string' ? found : undefined;
}
