import type { Manifest } from '../../../references/manifest';
import { type ClusterOutput, readClusters } from '../dist';
import type { Cluster, Lane } from '../lane';
import { Findings, type PartResult } from '../report';
import { type RolePolicies, rolesOf } from '../roles';
import { type Aws, type Credentials, startAws } from '../server/aws';
import { message } from '../server/client';
import { secretsOf } from '../stand-ins/external-secrets';
import { allows } from '../stand-ins/policy';
import { goPins, pypiPins } from '../versions';
import { missingForExternalSecrets } from './external-secrets';
import { issuerOf, name, type Read, readsOf, secretArn } from './secret-reads';
import { tryShippedDefinitions } from './shipped-definitions';

interface Claims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: readonly string[];
}

/**
 * Goes the way of every secret: a token of the API server for the store's ServiceAccount, the role's trust policy, STS,
 * the role's permissions for the ARN that Secrets Manager gave the secret, and the Secret that is to be made of it.
 */
export async function secretsPart(lane: Lane): Promise<PartResult> {
  const findings = new Findings();
  const command = lane.tools.path('moto_server');
  if (command === undefined) throw new Error(`moto_server is not there: ${lane.tools.reason('moto_server')}`);
  for (const output of readClusters()) {
    const reads = readsOf(output);
    if (reads.length === 0) continue;
    const issuer = issuerOf(output);
    const cluster = await lane.cluster(`secrets-${output.name}`, issuer);
    const aws = await startAws(command, lane.directory);
    try {
      await judgeReads(cluster, aws, output, reads, findings);
    } finally {
      await aws.stop();
      await cluster.stop();
    }
  }
  await tryShippedDefinitions(lane, findings);
  return findings.result(
    'Secrets: from a ServiceAccount to a value',
    [...goPins('kube-apiserver', 'external-secrets-crds'), ...pypiPins('moto')],
    {
      note: `For each store the API server issues the token that the operator would ask for; a stand-in for IAM judges it by the
role's trust policy, and every read by the role's permissions and the ARN that Secrets Manager (moto) gave the secret. What a
store is refused are the other stores' secrets and names like its own (\`NAME-old\`, \`NAME/nested\`, \`xNAME\`).`,
    },
  );
}

async function judgeReads(
  cluster: Cluster,
  aws: Aws,
  output: ClusterOutput,
  reads: readonly Read[],
  findings: Findings,
): Promise<void> {
  const stages = output.stages.filter(({ name }) => name < '30');
  for (const { name, objects } of stages) {
    const { error } = await cluster.engine.apply(name.replaceAll('/', '-'), objects);
    if (error !== undefined) findings.misses.push(`${output.name}: ${name}: ${error}`);
  }
  const roles = rolesOf(output);
  const stores = [...new Set(reads.map(({ store }) => store))];
  const keys = [...new Set(reads.map(({ key }) => key))];
  for (const store of stores) {
    const own = new Set(reads.filter((read) => read.store === store).map(({ key }) => key));
    const judged = await judgeStore(cluster, aws, store, output, roles, own, keys);
    findings.claim(
      `${output.name}: ${name(store)} reads ${judged.read} of its ${own.size} secrets, and is refused ${judged.refused} others`,
      judged.misses,
    );
  }
  // The operator itself makes them in a part of its own, where it is on the machine.
  if (missingForExternalSecrets().length === 0) return;
  findings.claim(
    `${output.name}: the ${new Set(reads.map(({ externalSecret }) => externalSecret)).size} Secrets are accepted with their type, keys and labels`,
    await makeSecrets(cluster, reads),
  );
}

async function judgeStore(
  cluster: Cluster,
  aws: Aws,
  store: Manifest,
  output: ClusterOutput,
  roles: Map<string, RolePolicies>,
  own: ReadonlySet<string>,
  keys: readonly string[],
): Promise<{ read: number; refused: number; misses: string[] }> {
  const misses: string[] = [];
  const { account, region } = await roleOfStore(cluster, store);
  const taken = await takeRole(cluster, aws, store, roles, misses);
  if (taken === undefined) return { read: 0, refused: 0, misses };
  let read = 0;
  let refused = 0;
  // Beside the secrets of the other stores: names that a careless wildcard would let through.
  const decoys = [...own].flatMap((key) => [`${key}-old`, `${key}/nested`, `x${key}`]);
  for (const key of [...keys, ...decoys]) {
    const arn = await secretArn(aws, key, account, region);
    const allowed = taken.role.permissions.some((policy) =>
      allows(policy, { action: 'secretsmanager:GetSecretValue', resource: arn }),
    );
    if (allowed !== own.has(key)) {
      misses.push(`${output.name}: ${name(store)} ${allowed ? 'may read' : 'may not read'} ${arn}`);
    }
    if (!allowed) refused += 1;
    if (
      allowed &&
      (await aws.secrets('GetSecretValue', { SecretId: key }, taken.credentials, region)).status === 200
    ) {
      read += 1;
    }
  }
  if (read !== own.size)
    misses.push(`${output.name}: ${name(store)} reads ${read} of its ${own.size} secrets`);
  return { read, refused, misses };
}

interface TakenRole {
  readonly role: RolePolicies;
  readonly credentials: Credentials;
}

/** A token for the store's ServiceAccount, as the operator asks for one; then the role's trust policy, then STS. */
async function takeRole(
  cluster: Cluster,
  aws: Aws,
  store: Manifest,
  roles: Map<string, RolePolicies>,
  misses: string[],
): Promise<TakenRole | undefined> {
  const { arn, account, path, region } = await roleOfStore(cluster, store);
  const role = roles.get(arn.slice(arn.lastIndexOf('/') + 1));
  if (role === undefined) {
    misses.push(`${name(store)}: nothing in the output makes the role ${arn}`);
    return undefined;
  }
  const answer = await cluster.client.request('POST', `${path}/token`, {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: { audiences: ['sts.amazonaws.com'] },
  });
  const token = (answer.body.status as { token?: string } | undefined)?.token ?? '';
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString() || '{}') as Claims;
  const issuer = claims.iss.replace('https://', '');
  const trusted = allows(role.trust, {
    action: 'sts:AssumeRoleWithWebIdentity',
    principal: `arn:aws:iam::${account}:oidc-provider/${issuer}`,
    context: { [`${issuer}:sub`]: claims.sub, [`${issuer}:aud`]: claims.aud[0] ?? '' },
  });
  if (!trusted) misses.push(`${name(store)}: ${arn} does not trust ${claims.sub} of ${claims.iss}`);
  return { role, credentials: await aws.assumeRole(arn, token, region) };
}

async function roleOfStore(
  cluster: Cluster,
  store: Manifest,
): Promise<{ arn: string; account: string; path: string; region: string }> {
  const { provider } = store.spec as {
    provider: { aws: { region: string; auth: { jwt: { serviceAccountRef: { name: string } } } } };
  };
  const path = `/api/v1/namespaces/${store.metadata.namespace}/serviceaccounts/${provider.aws.auth.jwt.serviceAccountRef.name}`;
  const { body } = await cluster.client.request('GET', path);
  const annotations = (body.metadata as { annotations?: Record<string, string> } | undefined)?.annotations;
  const arn = annotations?.['eks.amazonaws.com/role-arn'] ?? '';
  return { arn, account: arn.split(':')[4] ?? '', path, region: provider.aws.region };
}

/** The API server's own rules on a Secret's type hold here: kubernetes.io/tls needs both of its keys. */
async function makeSecrets(cluster: Cluster, reads: readonly Read[]): Promise<string[]> {
  const misses: string[] = [];
  for (const secret of secretsOf([...new Set(reads.map(({ externalSecret }) => externalSecret))])) {
    const answer = await cluster.client.apply(secret, { manager: 'external-secrets' });
    if (answer.status >= 300) misses.push(`Secret ${name(secret)}: ${message(answer)}`);
  }
  return misses;
}
