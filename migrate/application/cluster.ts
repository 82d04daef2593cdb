import { dig, text } from '../../references/fields';
import type { Context } from '../context';
import { impliedRetries } from '../limits';

/** A JSON patch of a cluster file. */
interface ClusterPatch {
  readonly target: { readonly kind: string; readonly name: string; readonly namespace: string };
  readonly operations: readonly { readonly op: 'replace'; readonly path: string; readonly value: unknown }[];
}

/** A cluster file, as far as it is written here. */
export interface ClusterFile {
  readonly aws: {
    readonly region: string;
    readonly account: string;
    readonly eksCluster: string;
    readonly oidcIssuer: string;
  };
  readonly delivery: { readonly engine: 'flux' | 'argo-cd'; readonly repository: string };
  readonly mesh: { readonly backend: 'kong-mesh'; readonly name: string };
  readonly gateway: { readonly mode: 'kic'; readonly version: string };
  readonly given: readonly string[];
  readonly patches?: readonly ClusterPatch[];
  readonly applications: Readonly<Record<string, object>>;
}

/** Where nothing is known: valid values, of nobody. */
const examples = {
  region: 'eu-west-1',
  account: '123456789012',
  repository: 'https://github.com/example/platform',
};

/** Fields of the cluster file that nothing in the input says, for its reader to set. */
export function unknownFields({ aws, delivery }: ClusterFile): readonly string[] {
  return [
    ...(aws.account === examples.account ? ['aws.region', 'aws.account'] : []),
    'aws.eksCluster',
    'aws.oidcIssuer',
    ...(delivery.repository === examples.repository ? ['delivery.engine', 'delivery.repository'] : []),
  ];
}

/**
 * The cluster file: region and account where the controller wrote an ARN, examples for what no object of App Mesh says.
 *
 * @param retried services whose calls App Mesh tries again of itself, by namespace and name
 */
export function clusterFile(
  context: Context,
  applications: readonly string[],
  retried: readonly { readonly namespace: string; readonly name: string }[],
): ClusterFile {
  const { world, mesh } = context;
  const arns = ['Mesh', 'VirtualNode', 'VirtualService'].flatMap((kind) =>
    world.all(`appmesh/${kind}`).flatMap(({ manifest }) => {
      const status = dig(manifest, 'status');
      return text(dig(status, `${kind.charAt(0).toLowerCase()}${kind.slice(1)}ARN`)) ?? [];
    }),
  );
  const known = arns.flatMap((arn) => {
    const [, region, account] = /^arn:[a-z-]+:appmesh:([a-z0-9-]+):(\d{12}):/.exec(arn) ?? [];
    return region === undefined || account === undefined ? [] : [{ region, account }];
  })[0];
  const { region, account } = known ?? examples;
  const patches = retried.map(
    ({ namespace, name }): ClusterPatch => ({
      target: { kind: 'MeshRetry', name, namespace },
      operations: [
        {
          op: 'replace',
          path: '/spec/to/0/default/http/retryOn',
          value: [...impliedRetries.http.retryOn],
        },
      ],
    }),
  );
  return {
    aws: {
      region,
      account,
      eksCluster: mesh,
      oidcIssuer: `https://oidc.eks.${region}.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE`,
    },
    delivery: { engine: 'flux', repository: examples.repository },
    mesh: { backend: 'kong-mesh', name: mesh },
    // The last version of Kong that needs no licence.
    gateway: { mode: 'kic', version: '3.9' },
    given: ['aws-load-balancer-controller'],
    ...(patches.length === 0 ? {} : { patches }),
    applications: Object.fromEntries(applications.map((name) => [name, {}])),
  };
}
