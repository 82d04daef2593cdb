import type { ObjectId } from '../references/identity';
import type { Manifest } from '../references/manifest';

/** An `error` stops `synth`; a `warning` is likely a mistake; a `notice` is worth knowing. */
export type Severity = 'error' | 'warning' | 'notice';

/** What a rule found at one place of one object. */
export interface Finding {
  /** Id of the rule, `family/what`, such as `app-mesh/duplicate-route-name`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly object: Manifest;
  /** JSON pointer (RFC 6901) of the place in the object; empty for the object as a whole. */
  readonly path: string;
  /** What is wrong, in one line. */
  readonly message: string;
  /** What stands there; never the text of a secret. */
  readonly found: string;
  readonly expected: string;
  /** The known name that is spelled most like the one found. */
  readonly nearest?: string;
  /** Whether the place holds a secret, so that nobody may print the text there. */
  readonly hidden?: boolean;
  /** What to do about it. */
  readonly mend: string;
  /** Where upstream says so: a file and version, a changelog entry, a CRD. */
  readonly source: string;
  /**
   * What is missing, where that is all that is wrong: in an open set it may be elsewhere. Rules whose objects are there, and
   * wrong, leave it out.
   */
  readonly absent?: Absent;
  /** Further places of which the same is true. */
  readonly also?: readonly FindingPlace[];
}

/** An object, and a place in it. */
export interface FindingPlace {
  readonly object: Manifest;
  readonly path: string;
}

/** What a finding says is not there. */
export interface Absent {
  /** The object that is missing, where it has a name; otherwise only what would be like it. */
  readonly id: Omit<ObjectId, 'name'> & { readonly name?: string };
  /** Whether things like it are in the set, where the kind and namespace of `id` do not say so. */
  readonly kin?: boolean;
}

/** A finding before the engine has added what its rule says of every finding. */
export type Draft = Pick<Finding, 'object' | 'path' | 'message' | 'found' | 'expected' | 'mend'> &
  Partial<Pick<Finding, 'severity' | 'nearest' | 'hidden' | 'source' | 'absent'>>;
