import type { ObjectId } from '../references/identity';
import type { Manifest } from '../references/manifest';
import type { ReferenceIndex } from '../references/reference-index';
import type { Draft, Severity } from './finding';

/** Families of rules, in the order of docs/rules.md. A rule's file lies in the folder of its family. */
export const families = [
  'schema',
  'app-mesh',
  'kong',
  'kong-configuration',
  'kong-operator',
  'kong-mesh',
  'secrets',
  'general',
  'delivery',
  'production',
] as const;
export type Family = (typeof families)[number];

/** What a rule may know besides the objects. */
export interface CheckContext {
  readonly index: ReferenceIndex;
  /** What the cluster has already: components, and objects as `Kind namespace/name`. */
  readonly given: readonly string[];
  /** Documents of the roles that whoever creates roles outside the cluster is given. */
  readonly roles?: readonly {
    readonly name: string;
    readonly trust: unknown;
    readonly permissions: unknown;
  }[];
  /** The delivery engine, where it is known. */
  readonly engine?: 'flux' | 'argo-cd';
  /** Number of the stage that an object is delivered in, where it is known: lower ones come first. */
  readonly stageOf?: (object: Manifest) => number | undefined;
  /**
   * Whether the set may be a part of what the cluster gets, so that what is missing in it may be elsewhere. Meshwright's own
   * output is complete. @default false
   */
  readonly open?: boolean;
  /** Rules that are asked for besides those that everybody wants. @default none */
  readonly profiles?: readonly string[];
  /** Versions of what the cluster runs, by component, such as `external-secrets` to `0.14`. @default those of the schemas */
  readonly versions?: ReadonlyMap<string, string>;
  /**
   * The variables that Flux fills in on the way to the cluster, and whether these are all that it knows; null where it fills in
   * none. @default what the Kustomizations of the set say, for all objects beside them
   */
  readonly variables?: { readonly names: ReadonlySet<string>; readonly complete: boolean } | null;
  /** What workloads that are there already have to carry: kustomize's components of Meshwright's output. @default none */
  readonly required?: readonly Manifest[];
  /** Whether an object is in another set that is checked at the same time. @default in none */
  readonly elsewhere?: (id: ObjectId) => boolean;
  /** The object as it is written, where the API server places it elsewhere: with the namespace that it carries, or without. */
  readonly written?: (object: Manifest) => Manifest;
  /** Keys that are twice in one map of an object's text, where the objects were read from one. */
  readonly duplicateKeys?: (object: Manifest) => readonly DuplicateKey[];
}

/** A key that an object's YAML has twice in one map. */
export interface DuplicateKey {
  /** JSON pointer of the value. */
  readonly path: string;
  readonly key: string;
}

/** What a rule says of itself: `--explain` and docs/rules.md print it, and a test tries both examples. */
interface RuleFacts {
  /** `family/what`, in the field's own words. */
  readonly id: string;
  readonly severity: Severity;
  /** The profile that asks for it; the rule is silent without. @default none: it is always tried */
  readonly profile?: 'production';
  /** What is refused, in one line. */
  readonly title: string;
  /** Why: what happens in production otherwise. */
  readonly why: string;
  /** Where upstream says so: a file and version, a changelog entry, a CRD. */
  readonly source: string;
  /** What a program was seen to do with such objects, with its version: what no answer to one object can say. @default nothing */
  readonly measured?: string;
  /**
   * Why no program can answer the examples and none could be watched: the rule rests on its source alone.
   * @default a program has answered or was watched, which a test holds
   */
  readonly unanswered?: string;
  readonly example: {
    /** YAML documents on which this rule has a finding, and no other rule an error. */
    readonly fails: string;
    /** The same, mended: no rule has an error. */
    readonly passes: string;
    /** What the cluster has already, in both. @default nothing */
    readonly given?: readonly string[];
    /** What delivers both. @default unknown */
    readonly engine?: 'flux' | 'argo-cd';
    /** The stage of each document. @default unknown */
    readonly stages?: { readonly fails: readonly number[]; readonly passes: readonly number[] };
  };
}

/**
 * A rule that looks at the objects of some kinds, one at a time. One whose function has the object as its only parameter is
 * asked once of an object that it has nothing against, however many sets have that object.
 */
export interface ObjectRule extends RuleFacts {
  /** As `group/Kind`; `/Service` for the core group. */
  readonly kinds: readonly string[];
  readonly checkObject: (object: Manifest, context: CheckContext) => Iterable<Draft>;
}

/**
 * A rule that looks at all objects at once: what it refuses is seen only from several of them, or it has a question to
 * objects of every kind, and asks it in a loop of its own, for a call for each object would cost more than most questions.
 */
export interface SetRule extends RuleFacts {
  readonly checkSet: (context: CheckContext) => Iterable<Draft>;
}

export type Rule = ObjectRule | SetRule;

/** The family of a rule: the part of its id before the slash. @throws Error for an id of no family */
export function familyOf(rule: Pick<Rule, 'id'>): Family {
  const family = families.find((name) => rule.id.startsWith(`${name}/`));
  if (family === undefined) {
    throw new Error(`rule ${rule.id} belongs to none of the families ${families.join(', ')}`);
  }
  return family;
}
