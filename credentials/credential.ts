/** A stretch of a text that gives access to something. */
export interface Credential {
  /** What it is, to be said in place of it: `a GitHub token`. */
  readonly what: string;
  /** Offsets, in UTF-16 code units, of its first character and of the one after its last. */
  readonly start: number;
  readonly end: number;
}
