import { groupOf, type Manifest } from '../../../references/manifest';
import type { ClusterOutput } from '../dist';
import { rolesOf } from '../roles';
import type { Aws } from '../server/aws';

/** One key of a Secret, and where its value comes from. */
export interface Read {
  readonly externalSecret: Manifest;
  readonly store: Manifest;
  readonly key: string;
  readonly secretKey: string;
  /** The key of the JSON that it is. @default the whole text */
  readonly property?: string;
}

/** A key of the JSON of secrets whose keys are all wanted, whatever they are. */
const anyKey = 'SETTING';

/** The secret's ARN, with the six characters that Secrets Manager adds; made where it is not there yet. */
export async function secretArn(aws: Aws, key: string, account: string, region: string): Promise<string> {
  const owner = await aws.assumeRole(`arn:aws:iam::${account}:role/owner`, 'owner', region);
  const made = await aws.secrets(
    'CreateSecret',
    { Name: key, SecretString: ['a', 'value'].join(' ') },
    owner,
    region,
  );
  const found =
    made.status === 200 ? made : await aws.secrets('DescribeSecret', { SecretId: key }, owner, region);
  return String(found.body.ARN);
}

/** What the ExternalSecrets of an output fetch, one entry for each key. */
export function readsOf(output: ClusterOutput): Read[] {
  const objects = output.stages.flatMap((stage) => stage.objects);
  const ours = objects.filter(({ apiVersion }) => groupOf(apiVersion) === 'external-secrets.io');
  return ours
    .filter(({ kind }) => kind === 'ExternalSecret')
    .flatMap((externalSecret) => {
      const spec = externalSecret.spec as {
        secretStoreRef: { name: string };
        data?: { secretKey: string; remoteRef: { key: string; property?: string } }[];
        dataFrom?: { extract?: { key: string } }[];
      };
      const store = ours.find(
        ({ kind, metadata }) =>
          kind === 'SecretStore' &&
          metadata.name === spec.secretStoreRef.name &&
          metadata.namespace === externalSecret.metadata.namespace,
      );
      if (store === undefined) return [];
      const extracted = (spec.dataFrom ?? []).flatMap(({ extract }) =>
        extract === undefined
          ? []
          : [{ secretKey: anyKey, remoteRef: { key: extract.key, property: anyKey } }],
      );
      return [...(spec.data ?? []), ...extracted].map(({ secretKey, remoteRef: { key, property } }) => ({
        externalSecret,
        store,
        secretKey,
        key,
        ...(property === undefined ? {} : { property }),
      }));
    });
}

/** The OIDC issuer that the roles trust: the lane's API server signs its tokens in that name. */
export function issuerOf(output: ClusterOutput): string | undefined {
  for (const { trust } of rolesOf(output).values()) {
    const provider = trust.Statement[0]?.Principal?.Federated;
    if (provider !== undefined) return `https://${provider.slice(provider.indexOf('/') + 1)}`;
  }
  return undefined;
}

/** `namespace/name`. */
export function name(object: Manifest): string {
  return `${object.metadata.namespace}/${object.metadata.name}`;
}
