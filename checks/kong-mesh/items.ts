import { goDuration } from '../go-duration';

/** Seconds of a duration as Go reads it, such as `1m30s`; undefined for what is none. */
export function seconds(value: unknown): number | undefined {
  return typeof value === 'string' ? goDuration(value) : undefined;
}
