import { dig, fields, items, strings, text } from '../../../references/fields';
import { groupOf, type Manifest, describe as nameOf } from '../../../references/manifest';

/** What one Helm chart puts into a cluster, written here anew: the simulator takes nothing from the reference index. */
interface ChartModel {
  readonly groups: readonly string[];
  readonly injector?: 'app-mesh' | 'kuma';
}

export const charts: Readonly<Record<string, ChartModel>> = {
  'appmesh-controller': { groups: ['appmesh.k8s.aws'], injector: 'app-mesh' },
  'cert-manager': { groups: ['cert-manager.io'] },
  'external-secrets': { groups: ['external-secrets.io', 'generators.external-secrets.io'] },
  ingress: { groups: ['configuration.konghq.com'] },
  kong: { groups: ['configuration.konghq.com'] },
  'kong-mesh': { groups: ['kuma.io'], injector: 'kuma' },
};

const builtIn =
  /^$|^apps$|^batch$|^policy$|^autoscaling$|^(networking|rbac\.authorization|apiextensions|scheduling)\.k8s\.io$|toolkit\.fluxcd\.io$|^argoproj\.io$|services\.k8s\.aws$|^elbv2/;

interface Install {
  readonly object: Manifest;
  readonly chart: string;
  readonly namespace: string;
  readonly values: unknown;
}

/**
 * An API server with the webhooks and controllers of the operators, as far as order matters: what is refused, what is
 * created too early to be injected, what becomes healthy. Nothing is forgiven: a first refusal is noted.
 */
export class World {
  private readonly live = new Map<string, Manifest>();
  private readonly secrets = new Set<string>();
  private readonly installed = new Set<Install>();
  /** Pods that were created without the sidecar that their namespace asks for, or not at all. */
  readonly mistakes: string[] = [];

  /** @param namespaces those of the delivery engines, which are there before anything else */
  constructor(private readonly namespaces: readonly string[] = ['argocd', 'flux-system']) {}

  /** What the API server and its webhooks say to an object: the reason of a refusal, or nothing. */
  admit(object: Manifest): string | undefined {
    const group = groupOf(object.apiVersion);
    const { namespace } = object.metadata;
    if (!this.serves(group)) return `no matches for kind ${object.kind} in ${group}`;
    if (namespace !== undefined && !this.namespaceExists(namespace))
      return `namespace ${namespace} not found`;
    if (group === 'appmesh.k8s.aws' && namespace !== undefined) return this.admitAppMesh(namespace);
    if (group === 'kuma.io' && object.kind !== 'Mesh') return this.admitKuma(object);
    if (object.kind === 'KongConsumer') return this.admitConsumer(object);
    if (object.kind === 'Ingress' && !this.hasGateway()) return 'the IngressClass has no controller';
    return undefined;
  }

  /** Stores an object. Workloads create their pods at once, as their controllers do. */
  apply(object: Manifest): void {
    this.live.set(nameOf(object), object);
    if (object.kind === 'Deployment') {
      this.createPods(
        nameOf(object),
        object.metadata.namespace ?? '',
        dig(object, 'spec', 'template', 'metadata'),
      );
    }
  }

  /** Lets the controllers work until nothing changes any more. */
  settle(): void {
    for (let before = -1; before !== this.secrets.size + this.installed.size; ) {
      before = this.secrets.size + this.installed.size;
      for (const object of this.live.values()) {
        if (object.kind === 'ExternalSecret' && this.serves('external-secrets.io')) this.fetchSecret(object);
        if (object.kind === 'Certificate' && this.serves('cert-manager.io')) {
          this.secrets.add(`${object.metadata.namespace}/${dig(object, 'spec', 'secretName')}`);
        }
        const install = installOf(object);
        if (install !== undefined && this.canInstall(install)) this.install(install);
      }
    }
  }

  /** Whether its controller would report the object to work. */
  healthy(object: Manifest): boolean {
    const install = installOf(object);
    if (install !== undefined) return [...this.installed].some(({ object: done }) => done === object);
    const { namespace } = object.metadata;
    switch (object.kind) {
      case 'ExternalSecret':
        return this.secrets.has(`${namespace}/${secretName(object)}`);
      case 'VirtualNode':
        return items(dig(object, 'spec', 'backends')).every((backend) => {
          const reference = dig(backend, 'virtualService', 'virtualServiceRef');
          const where = text(dig(reference, 'namespace')) ?? namespace;
          return this.find('VirtualService', where, dig(reference, 'name')) !== undefined;
        });
      case 'VirtualService': {
        const router = dig(object, 'spec', 'provider', 'virtualRouter', 'virtualRouterRef', 'name');
        return router === undefined || this.find('VirtualRouter', namespace, router) !== undefined;
      }
      default:
        return true;
    }
  }

  private find(kind: string, namespace: string | undefined, name: unknown): Manifest | undefined {
    return [...this.live.values()].find(
      (object) =>
        object.kind === kind && object.metadata.name === name && object.metadata.namespace === namespace,
    );
  }

  private serves(group: string): boolean {
    if (builtIn.test(group)) return true;
    return [...this.installed].some(({ chart }) => charts[chart]?.groups.includes(group) === true);
  }

  private namespaceExists(name: string): boolean {
    return this.namespaces.includes(name) || this.find('Namespace', undefined, name) !== undefined;
  }

  private labels(namespace: string): Readonly<Record<string, string>> {
    return this.find('Namespace', undefined, namespace)?.metadata.labels ?? {};
  }

  private hasGateway(): boolean {
    return [...this.installed].some(({ chart }) => chart === 'ingress');
  }

  private admitAppMesh(namespace: string): string | undefined {
    const labels = this.labels(namespace);
    const meshes = [...this.live.values()].filter((object) => {
      const wanted = strings(dig(object, 'spec', 'namespaceSelector', 'matchLabels'));
      return object.kind === 'Mesh' && Object.entries(wanted).every(([key, value]) => labels[key] === value);
    });
    return meshes.length === 1 ? undefined : `failed to find matching mesh for namespace: ${namespace}`;
  }

  private admitKuma(object: Manifest): string | undefined {
    const name = object.metadata.labels?.['kuma.io/mesh'] ?? 'default';
    return this.meshExists(name) ? undefined : `Mesh ${name} not found`;
  }

  private meshExists(name: string): boolean {
    const zone = [...this.installed].some(
      ({ values }) => dig(values, 'kuma', 'controlPlane', 'kdsGlobalAddress') !== undefined,
    );
    return zone || this.find('Mesh', undefined, name) !== undefined;
  }

  private admitConsumer(object: Manifest): string | undefined {
    const missing = items(object.credentials).find(
      (name) => !this.secrets.has(`${object.metadata.namespace}/${String(name)}`),
    );
    return missing === undefined
      ? undefined
      : `consumer referenced non-existent credentials secret ${String(missing)}`;
  }

  private fetchSecret(object: Manifest): void {
    const { namespace } = object.metadata;
    const store = this.find('SecretStore', namespace, dig(object, 'spec', 'secretStoreRef', 'name'));
    const account = text(dig(store, 'spec', 'provider', 'aws', 'auth', 'jwt', 'serviceAccountRef', 'name'));
    if (account === undefined || this.find('ServiceAccount', namespace, account) === undefined) return;
    this.secrets.add(`${namespace}/${secretName(object)}`);
  }

  private canInstall(install: Install): boolean {
    if (!this.namespaceExists(install.namespace)) return false;
    const withCertManager =
      dig(install.values, 'enableCertManager') === true ||
      dig(install.values, 'kuma', 'controlPlane', 'tls', 'general', 'certManager', 'enabled') === true;
    if (withCertManager && !this.serves('cert-manager.io')) return false;
    return [...secretNames(install.values)].every((name) => this.secrets.has(`${install.namespace}/${name}`));
  }

  private install(install: Install): void {
    if ([...this.installed].some(({ object }) => object === install.object)) return;
    this.installed.add(install);
    if (install.chart !== 'ingress' && install.chart !== 'kong') return;
    const names = install.chart === 'kong' ? ['kong'] : ['controller', 'gateway'];
    for (const name of names) {
      const values = install.chart === 'kong' ? install.values : dig(install.values, name);
      this.createPods(`${nameOf(install.object)} (${name})`, install.namespace, {
        labels: {
          ...strings(dig(values, 'podLabels')),
          'app.kubernetes.io/name': name,
          'app.kubernetes.io/instance': 'kong',
          'app.kubernetes.io/component': 'app',
        },
        annotations: dig(values, 'podAnnotations'),
      });
    }
  }

  private createPods(owner: string, namespace: string, metadata: unknown): void {
    const problem = this.injectionProblem(namespace, metadata);
    if (problem !== undefined) this.mistakes.push(`${owner}: ${problem}`);
  }

  private injectionProblem(namespace: string, metadata: unknown): string | undefined {
    const injectors = [...this.installed].map(({ chart }) => charts[chart]?.injector);
    const labels = strings(dig(metadata, 'labels'));
    const spaceLabels = this.labels(namespace);
    const asked = dig(metadata, 'annotations', 'appmesh.k8s.aws/sidecarInjectorWebhook');
    const appMesh = spaceLabels['appmesh.k8s.aws/sidecarInjectorWebhook'];
    if (appMesh !== undefined && (asked ?? appMesh) === 'enabled') {
      if (!injectors.includes('app-mesh')) return 'created before the injector';
      const node = [...this.live.values()].some((object) => {
        const wanted = strings(dig(object, 'spec', 'podSelector', 'matchLabels'));
        const selects = Object.entries(wanted).every(([key, value]) => labels[key] === value);
        return object.kind === 'VirtualNode' && object.metadata.namespace === namespace && selects;
      });
      if (!node) return 'no matching VirtualNode found';
    }
    const kuma = spaceLabels['kuma.io/sidecar-injection'];
    if (kuma !== undefined && (labels['kuma.io/sidecar-injection'] ?? kuma) === 'enabled') {
      if (!injectors.includes('kuma')) return 'created before the injector';
      if (!this.meshExists(spaceLabels['kuma.io/mesh'] ?? 'default')) return 'its Mesh does not exist';
      if (this.identities().length === 0) return 'created before a MeshIdentity';
    }
    return undefined;
  }

  private identities(): readonly Manifest[] {
    return [...this.live.values()].filter(({ kind }) => kind === 'MeshIdentity');
  }
}

function secretName(object: Manifest): string {
  return text(dig(object, 'spec', 'target', 'name')) ?? object.metadata.name;
}

/** Every Secret that Helm values name, by the words that these charts use for it. */
function* secretNames(values: unknown): Iterable<string> {
  for (const [key, value] of Object.entries(fields(values))) {
    if (key === 'secretVolumes') for (const name of items(value)) yield String(name);
    const name = key === 'secretKeyRef' ? dig(value, 'name') : value;
    if (['secretKeyRef', 'tlsClientCertSecretName', 'secretName', 'Secret'].includes(key) && text(name))
      yield String(name);
    if (key === 'secrets') for (const item of items(value)) yield* secretNames(item);
    yield* secretNames(value);
  }
}

export function installOf(object: Manifest): Install | undefined {
  const flux = object.kind === 'HelmRelease';
  const chart = flux
    ? text(dig(object, 'spec', 'chart', 'spec', 'chart'))
    : text(dig(object, 'spec', 'source', 'chart'));
  if (chart === undefined) return undefined;
  return flux
    ? { object, chart, namespace: object.metadata.namespace ?? '', values: dig(object, 'spec', 'values') }
    : {
        object,
        chart,
        namespace: String(dig(object, 'spec', 'destination', 'namespace')),
        values: dig(object, 'spec', 'source', 'helm', 'valuesObject'),
      };
}
