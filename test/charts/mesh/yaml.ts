import { stringify } from 'yaml';

/** A value as YAML, which is shorter to pin and nearer to what a reviewer reads than a literal. */
export function yaml(value: unknown): string {
  return `\n${stringify(value)}`;
}
