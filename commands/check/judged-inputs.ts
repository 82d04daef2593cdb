import { grouped } from '../grouped';
import { findBuilder } from '../manifests/build-kustomization';
import { readCluster } from '../manifests/cluster-set';
import { type FoundPart, findInputs, type Inputs, inHundreds, inputsOf } from '../manifests/inputs';
import type { Progress } from '../progress';
import { type Judgement, judge } from './judge';
import type { CheckRequest } from './request';

/** What was read, and what the rules found in it. */
export interface JudgedInputs extends Pick<Inputs, 'files' | 'problems' | 'notices'> {
  readonly judgement: Judgement;
}

/** Reads all that is asked for but the clusters, and finds those. */
export function findParts(
  { paths, build, reading }: CheckRequest,
  path: string | undefined,
  count: (objects: number) => void,
): readonly FoundPart[] {
  const builder = build ? findBuilder(path) : undefined;
  return findInputs(paths, { ...reading, ...(builder === undefined ? {} : { builder }) }, count);
}

/** Counts the objects that are read, and tells. */
export function countOn(progress: Progress): (objects: number) => void {
  return inHundreds((objects) => progress.say(`read ${grouped(objects)} objects`));
}

/** Reads the clusters among the parts, and judges all of them. */
export function judgeParts(
  found: readonly FoundPart[],
  { reading, judging }: CheckRequest,
  progress: Progress,
  count: (objects: number) => void,
): JudgedInputs {
  const parts = found.map((part) => ('folder' in part ? readCluster(part, reading.given, count) : part));
  const { sets, ...inputs } = inputsOf(parts);
  progress.say('checking');
  // Of a set that could not be read whole, what is missing may be in the rest.
  const whole = inputs.problems.length === 0;
  return { ...inputs, judgement: judge(whole ? sets : sets.map((set) => ({ ...set, open: true })), judging) };
}
