import { libraryOf } from '../../../../config/library';
import { judgeFile } from '../../../../config/parse';
import { compile } from '../../../../main';
import { type Manifest, manifestsOf } from './manifests';

const services = `namespace: shop
image: registry.example.com/shop:1.0
defaults:
  ports: {http: {port: 8080, protocol: http}}
  readinessProbe: {httpGet: {path: /ready, port: 8080}}
services:
  web: {}
  cart: {}
  stock:
    ports: {http: null, grpc: {port: 9090, protocol: grpc}}
    readinessProbe: {grpc: {port: 9090}, httpGet: null}
`;

/** What a gateway of the cluster file says. */
export const gateways = {
  openSource: 'gateway: {mode: kic, version: "3.9"}',
  enterprise: 'gateway: {mode: kic, version: "3.10", license: {secret: kong/license}}',
} as const;

export interface Around {
  /** The line of the cluster file. @default the open-source gateway */
  readonly gateway?: string;
  readonly mesh?: 'app-mesh' | 'kong-mesh';
  /** What the cluster has besides the load balancer controller. */
  readonly given?: readonly string[];
  /** Further lines of the cluster file. */
  readonly cluster?: string;
}

export interface Published {
  /** What is said of the files, `path: message`. */
  readonly problems: readonly string[];
  /** What is said of the output. */
  readonly diagnostics: readonly string[];
  readonly manifests: readonly Manifest[];
  readonly files: ReadonlyMap<string, string>;
}

/** What comes of an application of which only `publish:` is of interest. */
export function published(publish: string, around: Around = {}): Published {
  return publishedOf(applicationFile(publish), clusterFile(around));
}

/** The file of an application of which only `publish:` is of interest. */
export function applicationFile(publish: string): string {
  return `${services}${publish}`;
}

/** The file of a cluster with that application. */
export function clusterFile(around: Around): string {
  const { gateway = gateways.openSource, mesh = 'kong-mesh', cluster = '', given = [] } = around;
  return `aws:
  region: us-west-2
  account: "123456789012"
  eksCluster: one
  oidcIssuer: https://oidc.eks.us-west-2.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128
delivery: {engine: flux, repository: "https://github.com/example/platform"}
mesh: {name: one, backend: ${mesh}${mesh === 'kong-mesh' ? ', license: {secret: mesh/license}' : ''}}
${gateway}
given: ${JSON.stringify(['aws-load-balancer-controller', ...given])}
${cluster}
applications: {shop: {}}
`;
}

/** What comes of an application file on a cluster. */
export function publishedOf(application: string, cluster: string): Published {
  const { config, problems } = judgeFile(
    { name: 'clusters/one.yaml', text: cluster },
    libraryOf([], [{ name: 'applications/shop.yaml', text: application }]),
  );
  const said = problems.map(({ path, message }) => `${path}: ${message}`);
  if (config === undefined || problems.some(({ severity }) => severity === 'error')) {
    return { problems: said, diagnostics: [], manifests: [], files: new Map() };
  }
  const { diagnostics, files } = compile(config);
  return {
    problems: said,
    diagnostics: diagnostics.map(({ code, title }) => `${code}: ${title}`),
    manifests: manifestsOf(files),
    files,
  };
}

/** The one object of a kind and name. */
export function objectOf({ manifests, problems }: Published, kind: string, name: string): Manifest {
  const found = manifests.filter((object) => object.kind === kind && object.metadata.name === name);
  const [object] = found;
  if (object === undefined || found.length > 1) {
    const names = manifests.filter((each) => each.kind === kind).map(({ metadata }) => metadata.name);
    throw new Error(`${found.length} ${kind} ${name} of ${names.join(', ')}; ${problems.join('; ')}`);
  }
  return object;
}

/** A cluster file for `publishedOf`. @param gateway lines of its gateway: the version, and what that needs */
export function publishingCluster(gateway: string): string {
  return `aws:
  region: us-west-2
  account: "123456789012"
  eksCluster: one
  oidcIssuer: https://oidc.eks.us-west-2.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128
delivery: {engine: flux, repository: "https://github.com/example/platform"}
mesh: {name: one, backend: kong-mesh, license: {secret: mesh/license}}
gateway:
  mode: kic
${gateway}
  tls: {issuer: {name: letsencrypt}}
  redis: {host: limits.example.com, passwordSecret: kong/redis}
given: [aws-load-balancer-controller, cert-manager]
applications: {shop: {}}
`;
}
