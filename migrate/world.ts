import { dig, items, strings, text } from '../references/fields';
import { type LabelSelector, matches } from '../references/labels';
import { groupOf, type Manifest } from '../references/manifest';
import type { InputDocument } from './document';

/** What makes pods. */
export interface Workload {
  readonly document: InputDocument;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly serviceAccount: string;
  /** Path of the pod template in the object. */
  readonly template: readonly string[];
}

const templates: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  Rollout: ['spec', 'template'],
};

/** Namespace of an object; `default` where it names none, as kubectl does. */
export function namespaceOf({ metadata }: Manifest): string {
  return metadata.namespace ?? 'default';
}

/** `namespace/name`, the key of most maps here. */
export function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

/** The objects of the input, by what is asked of them. */
export class World {
  private readonly byKind = new Map<string, InputDocument[]>();
  private readonly byName = new Map<string, InputDocument>();
  readonly workloads: readonly Workload[];
  /** Names of every namespace that an object names. */
  readonly namespaces: ReadonlySet<string>;

  constructor(documents: readonly InputDocument[]) {
    const namespaces = new Set<string>();
    for (const document of documents) {
      const { manifest } = document;
      const kind = kindOf(manifest);
      const all = this.byKind.get(kind) ?? [];
      all.push(document);
      this.byKind.set(kind, all);
      this.byName.set(`${kind} ${keyOf(namespaceOf(manifest), manifest.metadata.name)}`, document);
      if (manifest.metadata.namespace !== undefined) namespaces.add(manifest.metadata.namespace);
      if (kind === 'Namespace') namespaces.add(manifest.metadata.name);
    }
    this.namespaces = namespaces;
    this.workloads = documents.flatMap(workloadsOf);
  }

  /** All objects of a kind: App Mesh's by `Mesh`, all others by `group/Kind`, or the kind alone in the core group. */
  all(kind: string): readonly InputDocument[] {
    return this.byKind.get(kind) ?? [];
  }

  find(kind: string, namespace: string, name: string): InputDocument | undefined {
    return this.byName.get(`${kind} ${keyOf(namespace, name)}`);
  }

  namespace(name: string): InputDocument | undefined {
    return this.all('Namespace').find(({ manifest }) => manifest.metadata.name === name);
  }

  /** Workloads of a namespace whose pods a selector selects. */
  selected(namespace: string, selector: LabelSelector | undefined): readonly Workload[] {
    return selector === undefined
      ? []
      : this.workloads.filter((each) => each.namespace === namespace && matches(selector, each.labels));
  }
}

function kindOf({ apiVersion, kind }: Manifest): string {
  const group = groupOf(apiVersion);
  return group === '' ? kind : group === 'appmesh.k8s.aws' ? `appmesh/${kind}` : `${group}/${kind}`;
}

function workloadsOf(document: InputDocument): readonly Workload[] {
  const { manifest } = document;
  const group = groupOf(manifest.apiVersion);
  const template =
    manifest.kind === 'Pod' && group === ''
      ? []
      : ['apps', 'batch', 'argoproj.io'].includes(group)
        ? templates[manifest.kind]
        : undefined;
  if (template === undefined) return [];
  const pod = dig(manifest, ...template);
  return [
    {
      document,
      kind: manifest.kind,
      namespace: namespaceOf(manifest),
      name: manifest.metadata.name,
      labels: strings(dig(pod, 'metadata', 'labels')),
      annotations: strings(dig(pod, 'metadata', 'annotations')),
      serviceAccount:
        text(dig(pod, 'spec', 'serviceAccountName')) ?? text(dig(pod, 'spec', 'serviceAccount')) ?? 'default',
      template,
    },
  ];
}

/** A Service of the input, as far as its calls count. */
export interface ServiceView {
  readonly document: InputDocument;
  readonly selector: Readonly<Record<string, string>>;
  readonly headless: boolean;
  /** The host that an ExternalName Service stands for. */
  readonly externalName?: string;
  readonly type: string;
  readonly ports: readonly ServicePortView[];
}

export interface ServicePortView {
  readonly port: number;
  readonly name?: string;
  readonly appProtocol?: string;
}

const views = new WeakMap<InputDocument, ServiceView>();

/** What a Service says of its calls; read once. */
export function serviceView(document: InputDocument): ServiceView {
  const view = views.get(document) ?? readService(document);
  views.set(document, view);
  return view;
}

function readService(document: InputDocument): ServiceView {
  const spec = dig(document.manifest, 'spec');
  const externalName = text(dig(spec, 'externalName'));
  return {
    document,
    selector: strings(dig(spec, 'selector')),
    headless: dig(spec, 'clusterIP') === 'None',
    type: text(dig(spec, 'type')) ?? 'ClusterIP',
    ...(externalName === undefined ? {} : { externalName }),
    ports: items(dig(spec, 'ports')).flatMap((item): ServicePortView[] => {
      const port = dig(item, 'port');
      if (typeof port !== 'number' || (text(dig(item, 'protocol')) ?? 'TCP') !== 'TCP') return [];
      const name = text(dig(item, 'name'));
      const appProtocol = text(dig(item, 'appProtocol'));
      return [
        {
          port,
          ...(name === undefined ? {} : { name }),
          ...(appProtocol === undefined ? {} : { appProtocol }),
        },
      ];
    }),
  };
}

/** The labels of a selector, where it selects by nothing else; undefined where a Service could not select the same. */
export function plainLabels(
  selector: LabelSelector | undefined,
): Readonly<Record<string, string>> | undefined {
  if (selector === undefined) return undefined;
  const labels: Record<string, string> = { ...selector.matchLabels };
  for (const { key, operator, values } of selector.matchExpressions) {
    const [only] = values;
    if (operator !== 'In' || values.length !== 1 || only === undefined) return undefined;
    labels[key] = only;
  }
  return labels;
}
