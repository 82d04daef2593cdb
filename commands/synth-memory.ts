import { hash } from 'node:crypto';
import { resolve } from 'node:path';
import type { Problem } from '../config/problem';
import type { HubShare } from './hub-share';
import type { MadeOf } from './made-of';
import type { ProgramMemory } from './program-memory';
import type { Diagnostic } from './render';

/** What came of a cluster file, without its files: whoever has its index knows what each of them is. */
export interface Remembered extends MadeOf {
  /** The bases and applications that went into it. */
  readonly others: readonly { readonly kind: 'base' | 'application'; readonly name: string }[];
  /** The Konnect zone that it names, which no other may. */
  readonly zone?: string;
  /** What was said of it, errors never. */
  readonly problems: readonly Problem[];
  readonly diagnostics: readonly Diagnostic[];
  readonly share?: HubShare;
  /** The SHA-256 of its index. */
  readonly index: string;
}

/** Path of a cluster file to what came of it. */
export type SynthMemory = ReadonlyMap<string, Remembered>;

/** What is kept of one output folder. */
interface Kept {
  readonly out: string;
  readonly clusters: readonly (readonly [path: string, remembered: Remembered])[];
}

/** So many output folders have a place of their own; a further one takes that of another. */
const PLACES = 64;

/** What is remembered of an output folder; nothing where that is torn, or is another folder's. */
export function readSynthMemory(memory: ProgramMemory, out: string): SynthMemory {
  const content = memory.read(placeOf(out));
  if (content === undefined) return new Map();
  const sum = content.subarray(0, SUM_LENGTH).toString('latin1');
  const text = content.subarray(SUM_LENGTH);
  if (hash('sha256', text, 'hex') !== sum) return new Map();
  const kept: Kept = JSON.parse(text.toString());
  return kept.out === resolve(out) ? new Map(kept.clusters) : new Map();
}

export function keepSynthMemory(memory: ProgramMemory, out: string, clusters: SynthMemory): void {
  const kept: Kept = { out: resolve(out), clusters: [...clusters] };
  const text = JSON.stringify(kept);
  memory.keep(placeOf(out), Buffer.from(`${hash('sha256', text, 'hex')}${text}`));
}

const SUM_LENGTH = 64;

function placeOf(out: string): string {
  const place = Number.parseInt(hash('sha256', resolve(out), 'hex').slice(0, 4), 16) % PLACES;
  return `clusters-${place}.json`;
}
