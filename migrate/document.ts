import type { Manifest } from '../references/manifest';

/** An object of the input, and where it stands. */
export interface InputDocument {
  readonly manifest: Manifest;
  /** Path of its file as the user named it; `-` for standard input. */
  readonly file: string;
  /** Line of what a JSON pointer into the object leads to, from 1. */
  lineOf(pointer: string): number;
}

/** An object that stands in no file, as a document. */
export function documentOf(manifest: Manifest, file = 'input.yaml'): InputDocument {
  return { manifest, file, lineOf: () => 1 };
}
