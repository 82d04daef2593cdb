import { z } from 'zod';
import type { ScalarNode, TreeNode } from './yaml-tree';

/** The longest stretch of a file that a message repeats. */
const shown = 80;

/** A value's first line, cut when it is long. */
export function shorten(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1);
  return first.length > shown || first.length < text.length ? `${first.slice(0, shown)}...` : first;
}

/** Words that YAML 1.1 reads as true and false, and YAML 1.2 as text. */
const switches: Readonly<Record<string, boolean>> = {
  yes: true,
  on: true,
  no: false,
  off: false,
};

/** A truth value in quotes. An object as the table would also have what every object has, such as `__proto__`. */
function booleanOf(text: string): boolean | undefined {
  const word = text.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

/** What a plain number lost when YAML read it, or undefined when it lost nothing. */
export function lost(node: ScalarNode): string | undefined {
  if (!node.plain || typeof node.value !== 'number') return undefined;
  if (String(node.value) === node.source) return undefined;
  if (/^[-+]?0\d/.test(node.source)) return 'the leading zero is lost';
  if (/^[-+]?\d*\.\d*0$/.test(node.source)) return 'the trailing zero is lost';
  if (/^[-+]?\d+$/.test(node.source) && !Number.isSafeInteger(node.value)) return 'the last digits are lost';
  return 'its text is lost';
}

/**
 * What stands in the file: the source text, and how YAML reads it where that is not what it looks like, or, on
 * demand, what type it has.
 */
export function describeScalar(node: TreeNode, withType = false): string {
  if (node.kind === 'map') return node.entries.size === 0 ? 'an empty map' : 'a map';
  if (node.kind === 'list') return node.items.length === 0 ? 'an empty list' : 'a list';
  if (node.source === '') return 'an empty value';
  if (node.standsFor !== undefined)
    return `${shorten(node.source)}, which stands for ${shorten(node.standsFor)}`;
  const text = shorten(node.source);
  const loss = lost(node);
  if (loss !== undefined) return `${text}, which YAML reads as the number ${node.value}: ${loss}`;
  if (typeof node.value === 'number') return withType ? `${text}, a number` : text;
  if (typeof node.value === 'boolean') return withType ? `${text}, which is true or false, not text` : text;
  if (node.value === null) return `${text}, which YAML reads as nothing`;
  if (node.plain && switchOf(node.value) !== undefined) return `${text}, which YAML 1.2 reads as text`;
  return text;
}

/** Whether a value that does not fit may be a secret that was written where only its name or address belongs. */
export function mayBeSecret(path: readonly PropertyKey[], node: ScalarNode): boolean {
  if (typeof node.value !== 'string') return false;
  return /secret$/i.test(String(path.at(-1))) || /:\/\/[^/\s:]*:[^/\s]*@/.test(node.value);
}

/** Whether a text is `on`, `yes`, `no` or `off`, and what it meant to YAML 1.1. */
export function switchOf(text: string): boolean | undefined {
  return Object.hasOwn(switches, text.toLowerCase()) ? switches[text.toLowerCase()] : undefined;
}

/** How a text is written in YAML so that it stays text. */
export function asScalar(text: string): string {
  return Number.isFinite(Number(text)) || switchOf(text) !== undefined ? JSON.stringify(text) : text;
}

/** A value like the one found that the schema does accept, as the sentence that says to write it. */
export function suggestion(node: ScalarNode, schema: z.core.$ZodType): string | undefined {
  const accepts = (value: unknown) => z.safeParse(schema, value).success;
  if (typeof node.value !== 'string') {
    if (node.source === '') return undefined;
    if (accepts(node.source)) return `put it in quotes: ${JSON.stringify(node.source)}`;
    return lost(node) === undefined ? undefined : 'put it in quotes, and correct it';
  }
  const text = node.value;
  if (accepts([text])) return `write [${text}]`;
  const meant = switchOf(text) ?? booleanOf(text);
  if (meant !== undefined && accepts(meant)) return `write ${meant}`;
  const number = /^\s*[+]?(\d{1,15}(?:\.\d+)?)\s*(?:%\s*)?$/.exec(text)?.[1];
  if (number !== undefined && accepts(Number(number)))
    return `write ${Number(number)}, without quotes or sign`;
  const other = variants(text).find((variant) => variant !== text && accepts(variant));
  return other === undefined ? undefined : `write ${asScalar(other)}`;
}

/** Frequent slips, undone: spaces, capitals, a URL where a host is asked for, `_` for `-`, Git's short address. */
function variants(text: string): string[] {
  const trimmed = text.trim();
  const lower = trimmed.toLowerCase();
  const host = lower.replace(/^[a-z][a-z0-9+.-]*:\/\//, '').replace(/[:/].*/, '');
  return [
    trimmed,
    lower,
    // By what a proxy sees of it.
    lower === 'https' ? 'tls' : '',
    lower.replace(/[_\s]+/g, '-').replace(/^-+|(?<!-)-+$/g, ''),
    host,
    trimmed.replace(/(?<!\/)\/+$/, ''),
    trimmed.replace(/^\/+/, ''),
    trimmed.replace(/^([\w.-]+@[\w.-]+):(?!\/)/, 'ssh://$1/'),
    trimmed.replace(/^http:/, 'https:'),
    `https://${trimmed}`,
    `/${trimmed}`,
  ].filter((variant) => variant !== '');
}
