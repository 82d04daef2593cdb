import { type CelInput, celEnv, parse, plan } from '@bufbuild/cel';
import { dig, items, text } from '../../../references/fields';
import { groupOf, type Manifest, describe as nameOf } from '../../../references/manifest';
import { byKind, notAllowed, wave } from './argo-cd';
import type { Folders } from './flux';
import { installOf, World } from './world';

/** A cluster that an Argo CD knows: by its address and by its name. */
export interface Registered {
  readonly server: string;
  readonly name: string;
}

/** The cluster that Argo CD runs in, as it knows that itself. */
const itself: Registered = { server: 'https://kubernetes.default.svc', name: 'in-cluster' };

const environment = celEnv();
const programs = new Map<string, ReturnType<typeof plan>>();

/** The program of an expression of CEL, which policies ask of every object. */
function programOf(expression: string): ReturnType<typeof plan> {
  const program = programs.get(expression) ?? plan(environment, parse(expression));
  programs.set(expression, program);
  return program;
}

/** What an Application has brought: where it is, and the object. */
interface Brought {
  readonly cluster: string;
  readonly object: Manifest;
}

/**
 * One Argo CD and the clusters that it keeps, each an API server with controllers of its own. Applications, projects and policies
 * are in the hub's, and an Application's objects where its destination says. Nothing is forgiven: what is overwritten, refused by a
 * project or a policy, or sent where it does not belong is noted.
 */
export class Hub {
  /** What went wrong, in words. */
  readonly problems: string[] = [];
  /** What was deleted, as `cluster: Kind namespace/name`, in its order. */
  readonly deleted: string[] = [];
  private readonly worlds = new Map<string, World>();
  private readonly live = new Map<string, Manifest>();
  private readonly brought = new Map<string, readonly Brought[]>();

  constructor(
    private readonly clusters: readonly Registered[],
    /** Namespace of Argo CD. */
    private readonly namespace = 'argocd',
  ) {
    for (const { name } of [itself, ...clusters]) this.worlds.set(name, new World([namespace]));
  }

  /** Applies what a person does, `delivery/argo-cd.yaml` of each cluster. */
  bootstrap(objects: readonly Manifest[]): void {
    for (const object of objects) this.store(object);
  }

  /** Syncs every root Application, a wave of each in turn, as they go on beside each other. */
  sync(folders: Folders): void {
    const roots = [...this.live.values()].filter(
      (object) => isApplication(object) && pathOf(object).endsWith('/delivery/stages'),
    );
    const stages = roots.map((root) => {
      const objects = (folders.get(pathOf(root)) ?? []).toSorted((a, b) => wave(a) - wave(b));
      this.judge(root, folders);
      return { root, objects };
    });
    for (let step = 0; stages.some(({ objects }) => step < objects.length); step++) {
      for (const { root, objects } of stages) {
        const stage = objects[step];
        if (stage === undefined) continue;
        this.bring(root, [stage], false);
        this.syncStage(stage, folders);
      }
    }
    for (const { root, objects } of stages) this.prune(root, objects);
    for (const [name, world] of this.worlds)
      this.problems.push(...world.mistakes.map((mistake) => `${name}: ${mistake}`));
  }

  /** Deletes an Application with what it has brought, as its finalizer asks: from the last wave to the first. */
  remove(name: string): void {
    const key = `argoproj.io/Application ${this.namespace}/${name}`;
    if (this.live.has(key)) this.delete({ cluster: itself.name, object: this.live.get(key) as Manifest });
    else this.problems.push(`no Application ${name}`);
  }

  /** Where objects are, as `cluster: Kind namespace/name`. */
  get everything(): readonly string[] {
    return [...this.brought.values()].flat().map(placed).toSorted();
  }

  private syncStage(application: Manifest, folders: Folders): void {
    this.judge(application, folders);
    const objects = folders.get(pathOf(application)) ?? [];
    for (const current of new Set(objects.map(wave).toSorted((a, b) => a - b))) {
      const sent = objects.filter((object) => wave(object) === current).toSorted(byKind);
      this.bring(application, sent, true);
      for (const world of this.worlds.values()) world.settle();
    }
    this.prune(application, objects);
    const cluster = this.clusterOf(application);
    for (const object of objects) {
      if (object.metadata.annotations?.['argocd.argoproj.io/ignore-healthcheck'] === 'true') continue;
      const where = installOf(object) === undefined ? cluster : this.clusterOf(object);
      if (this.worlds.get(where)?.healthy(object) !== true)
        this.problems.push(`${application.metadata.name}: ${where}: ${nameOf(object)} never becomes healthy`);
    }
  }

  /** Sends objects to where an Application says, marked as it marks them. */
  private bring(application: Manifest, objects: readonly Manifest[], isAdmitted: boolean): void {
    const cluster = this.clusterOf(application);
    const world = this.worlds.get(cluster);
    for (const object of objects) {
      const isArgo = groupOf(object.apiVersion) === 'argoproj.io';
      const reason =
        isArgo && cluster !== itself.name
          ? `no matches for kind ${object.kind}`
          : isArgo || !isAdmitted
            ? undefined
            : world?.admit(object);
      if (reason !== undefined || world === undefined) {
        this.problems.push(`${application.metadata.name}: ${cluster}: ${nameOf(object)}: ${reason}`);
        continue;
      }
      if (isApplication(object)) {
        this.store(object, application);
        // What the chart installs is in the cluster that it goes to.
        if (installOf(object) !== undefined) this.worlds.get(this.clusterOf(object))?.apply(object);
      } else world.apply(object);
      const before = this.brought.get(application.metadata.name) ?? [];
      const known = before.filter((each) => placed(each) !== placed({ cluster, object }));
      this.brought.set(application.metadata.name, [...known, { cluster, object }]);
    }
  }

  /** Deletes what an Application has brought and its folder no longer has. */
  private prune(application: Manifest, objects: readonly Manifest[]): void {
    const wanted = new Set(objects.map(nameOf));
    const before = this.brought.get(application.metadata.name) ?? [];
    for (const each of before) if (!wanted.has(nameOf(each.object))) this.delete(each);
    this.brought.set(
      application.metadata.name,
      before.filter(({ object }) => wanted.has(nameOf(object))),
    );
  }

  private delete({ cluster, object }: Brought): void {
    if (isApplication(object)) {
      const brought = this.brought.get(object.metadata.name) ?? [];
      for (const each of brought.toSorted((a, b) => wave(b.object) - wave(a.object))) this.delete(each);
      this.brought.delete(object.metadata.name);
      this.live.delete(nameOf(object));
    }
    this.deleted.push(placed({ cluster, object }));
  }

  /** Stores an object of the hub; by whom it is synced the policies ask. */
  private store(object: Manifest, by?: Manifest): void {
    const there = this.live.get(nameOf(object));
    if (there !== undefined && JSON.stringify(there) !== JSON.stringify(object))
      this.problems.push(`${nameOf(object)} is overwritten`);
    this.live.set(nameOf(object), object);
    if (by !== undefined) {
      for (const refusal of this.refusals(object, by))
        this.problems.push(`${by.metadata.name}: ${nameOf(object)}: ${refusal}`);
    }
  }

  /** What the policies of all clusters say against an Application that another one syncs. */
  refusals(object: Manifest, by: Manifest): readonly string[] {
    const mark = `${by.metadata.name}:argoproj.io/Application:${this.namespace}/${object.metadata.name}`;
    const annotations = { ...object.metadata.annotations, 'argocd.argoproj.io/tracking-id': mark };
    const marked = { ...object, metadata: { ...object.metadata, annotations } };
    const holds = (expression: unknown) =>
      programOf(String(expression))({ object: marked } as unknown as Record<string, CelInput>) === true;
    return [...this.live.values()]
      .filter(({ kind }) => kind === 'ValidatingAdmissionPolicy')
      .filter((policy) =>
        items(dig(policy, 'spec', 'matchConditions')).every((each) => holds(dig(each, 'expression'))),
      )
      .flatMap((policy) =>
        items(dig(policy, 'spec', 'validations'))
          .filter((each) => !holds(dig(each, 'expression')))
          .map((each) => `${policy.metadata.name}: ${dig(each, 'message')}`),
      );
  }

  /** The project of an Application has to be there, and to allow what it brings and where. */
  private judge(application: Manifest, folders: Folders): void {
    const refused = notAllowed(application, [...this.live.values()], folders);
    this.problems.push(...refused.map((each) => `${application.metadata.name}: not permitted: ${each}`));
  }

  private clusterOf(application: Manifest): string {
    const destination = dig(application, 'spec', 'destination');
    const [server, name] = [text(dig(destination, 'server')), text(dig(destination, 'name'))];
    const found = [itself, ...this.clusters].find((each) => each.server === server || each.name === name);
    if (found === undefined) this.problems.push(`${application.metadata.name}: no cluster ${server ?? name}`);
    return found?.name ?? '';
  }
}

function isApplication({ apiVersion, kind }: Manifest): boolean {
  return kind === 'Application' && groupOf(apiVersion) === 'argoproj.io';
}

function placed({ cluster, object }: Brought): string {
  return `${cluster}: ${nameOf(object)}`;
}

function pathOf(application: Manifest): string {
  return text(dig(application, 'spec', 'source', 'path')) ?? '';
}
