/**
 * What a package or a file that extends Meshwright is written with: it exports an `Extension`, and `meshwright.yaml` names it under
 * `extensions`. Everything here follows semantic versioning.
 */
import type { Chart } from 'cdk8s';

/** A Kubernetes object in plain form, as the API server takes it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    /** Absent from an object of no namespace. */
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** What an extension may know of a cluster. */
export interface Cluster {
  /** The name of its file. */
  readonly name: string;
  /** Its region in AWS, such as `eu-west-1`. */
  readonly region: string;
  /** Its account in AWS: 12 digits. */
  readonly account: string;
  /** Who syncs the output. */
  readonly engine: 'flux' | 'argo-cd';
  /** Where Applications of your own go, where Argo CD syncs the output. */
  readonly argoCd?: {
    /** Namespace of Argo CD: an Application of a chart is in it, and then goes to where Argo CD is, not to the cluster. */
    readonly namespace: string;
    /** What the name of an Application has to begin with, before a `-`, for Argo CD keeps other clusters too. */
    readonly namePrefix?: string;
    /** AppProject of what brings Helm charts into the cluster. */
    readonly project: string;
    /** The cluster, as `spec.destination` of an Application names it. */
    readonly destination: { readonly server: string } | { readonly name: string };
  };
  /** The mesh, where the cluster has one. */
  readonly mesh?: { readonly name: string; readonly backend: 'app-mesh' | 'kong-mesh' };
  /** What the cluster has already: components, and objects as `Kind namespace/name`. */
  readonly given: readonly string[];
  /** `values` of the cluster file: the place for what an extension has to be told. */
  readonly values: Readonly<Record<string, string>>;
  /** The applications that run there. */
  readonly applications: readonly { readonly name: string; readonly namespace: string }[];
}

/** Objects of your own, for every cluster or some. They are ordered, judged, patched and delivered like all others. */
export interface ExtensionChart {
  /** Name of the file in the output, in each stage that has objects of it: lower case letters, digits and `-`. */
  readonly name: string;
  /**
   * Adds objects to the chart: constructs of cdk8s, each with a `metadata.name` of its own. It has to make the same of the same
   * cluster each time: no clock, no chance, no network.
   */
  readonly build: (chart: Chart, cluster: Cluster) => void;
}

/** What a rule found at one place of one object. */
export interface RuleFinding {
  /** What is wrong, in one line. */
  readonly message: string;
  /** JSON pointer (RFC 6901) of the place. @default the object as a whole */
  readonly path?: string;
  /** What stands there; never the text of a secret. */
  readonly found: string;
  readonly expected: string;
  /** What to do about it. */
  readonly mend: string;
}

/** What a rule may look at besides its object. */
export interface RuleContext {
  /** Every object of the set: of a cluster's output, or of what `check` was given. */
  readonly objects: readonly KubernetesObject[];
  /** What the cluster has already. */
  readonly given: readonly string[];
}

/** A rule of your own. `synth` tries it before it writes, and `check` on any YAML. */
export interface ExtensionRule {
  /** `family/what`, such as `acme/cost-centre`; the family is none of Meshwright's. */
  readonly id: string;
  /** `error` stops `synth` and fails `check`; `warning` is likely a mistake; `notice` is worth knowing. */
  readonly severity: 'error' | 'warning' | 'notice';
  /** What is refused, in one line. */
  readonly title: string;
  /** Why: what happens otherwise. */
  readonly why: string;
  /** Where one reads more: a page, a decision. @default the extension's name */
  readonly source?: string;
  /** Kinds that it looks at, as `group/Kind`; `/Service` for the core group. */
  readonly kinds: readonly string[];
  /** Judges one object. It changes nothing, and finds the same in the same objects each time. */
  readonly check: (object: KubernetesObject, context: RuleContext) => Iterable<RuleFinding>;
}

/** How a kind shows that it works, by one of its status conditions: Flux and Argo CD wait for it before the next stage. */
export interface HealthCheck {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** The condition that is `True` once the object works. */
  readonly condition: string;
  /** What shows that it will not work without a change. @default nothing: a False condition may pass */
  readonly failed?: {
    readonly condition: string;
    readonly status: 'True' | 'False';
    readonly reason?: string;
  };
  /** Whether an object without the condition is healthy. @default false */
  readonly idle?: boolean;
}

/** What a module that `extensions` names exports by default, or as `extension`. */
export interface Extension {
  /** What messages call it. */
  readonly name: string;
  readonly charts?: readonly ExtensionChart[];
  readonly rules?: readonly ExtensionRule[];
  readonly health?: readonly HealthCheck[];
}

/** Gives back what it gets: for whoever wants the types without naming them. */
export function defineExtension(extension: Extension): Extension {
  return extension;
}
