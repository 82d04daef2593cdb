import { join } from 'node:path';
import { dig, strings } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { type ClusterOutput, readClusters, teamClusters } from '../dist';
import type { Cluster, Lane } from '../lane';
import { claimMetrics, fetched } from '../metrics';
import { Findings, type PartResult } from '../report';
import { type Aws, startAws } from '../server/aws';
import { type ApiClient, message } from '../server/client';
import { separateStatus } from '../server/custom-resources';
import { startSecretsOperator } from '../server/external-secrets';
import { onMachine, versionInName } from '../server/on-machine';
import { waitUntil } from '../server/process';
import { secretsOf } from '../stand-ins/external-secrets';
import { goPins, pypiPins } from '../versions';
import { type Comparing, compareChanges } from './changes';
import { issuerOf, name, type Read, readsOf, secretArn } from './secret-reads';

const program = () => onMachine('MESHWRIGHT_EXTERNAL_SECRETS', 'external-secrets');

/** Why the part cannot run: users get the program from upstream's release. */
export function missingForExternalSecrets(): string[] {
  return program() === undefined ? ['external-secrets: name it in MESHWRIGHT_EXTERNAL_SECRETS'] : [];
}

/** The operator itself judges the output's stores and ExternalSecrets, makes their Secrets, and follows a rotation. */
export async function externalSecretsPart(lane: Lane): Promise<PartResult> {
  const command = program();
  const moto = lane.tools.path('moto_server');
  if (command === undefined || moto === undefined)
    throw new Error(missingForExternalSecrets().join('; ') || 'moto_server');
  const findings = new Findings();
  let details = '';
  for (const output of [...readClusters(), ...teamClusters(join(lane.directory, 'teams'))]) {
    const reads = readsOf(output);
    if (reads.length === 0) continue;
    const label = `external-secrets-${output.name}`;
    const cluster = await lane.cluster(label, issuerOf(output));
    const aws = await startAws(moto, lane.directory);
    try {
      await separateStatus(cluster.client, 'external-secrets.io');
      await separateStatus(cluster.client, 'generators.external-secrets.io');
      const operator = await startSecretsOperator(command, cluster, aws.url, join(lane.directory, label));
      try {
        await judgeOutput(cluster, aws, output, reads, findings);
        claimMetrics(
          findings,
          `${output.name}: the operator`,
          await fetched(operator.metrics),
          /^external-secrets\//,
          { externalsecret_sync_calls_error: 'there is a series once a secret could not be read' },
        );
        if (details === '') details = await compareChanges(lane, cluster.client, changes, findings);
      } finally {
        await operator.stop();
      }
    } finally {
      await aws.stop();
      await cluster.stop();
    }
  }
  return findings.result(
    'External Secrets: the operator takes the output, makes its Secrets and follows a rotation',
    [
      { name: 'external-secrets', version: versionInName(command) },
      ...goPins('kube-apiserver'),
      ...pypiPins('moto'),
    ],
    {
      note: `The controller and its webhook run on an API server; it takes the roles of the stores' ServiceAccounts with tokens of that
API server, and reads their secrets from Secrets Manager (moto, which leaves permissions unread).`,
      details,
    },
  );
}

const changes: Comparing = {
  program: 'the webhook or the API server',
  groups: ['external-secrets.io', 'generators.external-secrets.io'],
};

async function judgeOutput(
  cluster: Cluster,
  aws: Aws,
  output: ClusterOutput,
  reads: readonly Read[],
  findings: Findings,
): Promise<void> {
  await fillSecretsManager(aws, output, reads, 'first');
  const stages = output.stages.filter(({ name: stage }) => stage < '30');
  const refused: string[] = [];
  for (const { name: stage, objects } of stages) {
    const { error } = await cluster.engine.apply(stage.replaceAll('/', '-'), objects);
    if (error !== undefined) refused.push(`${output.name}: ${stage}: ${error}`);
  }
  const own = stages
    .flatMap(({ objects }) => objects)
    .filter(({ apiVersion }) => apiVersion.startsWith('external-secrets.io/'));
  findings.claim(`${output.name}: the webhook takes ${own.length} stores and ExternalSecrets`, refused);
  const broken = brokenObjects(own);
  findings.claim(
    `${output.name}: beside them it refuses ${broken.length} objects, each with one thing wrong`,
    await takenOf(cluster.client, broken),
  );
  const externalSecrets = [...new Set(reads.map(({ externalSecret }) => externalSecret))];
  const secrets = secretsOf(externalSecrets);
  findings.claim(
    `${output.name}: the operator makes ${secrets.length} Secrets, with their type, labels, keys and values`,
    await heldSecrets(cluster.client, secrets, reads, 'first'),
  );
  await fillSecretsManager(aws, output, reads, 'second');
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const unchanged = await heldSecrets(cluster.client, secrets, reads, 'first', 1);
  for (const externalSecret of externalSecrets) await forceSync(cluster.client, externalSecret);
  findings.claim(
    `${output.name}: after a rotation the Secrets stay as they are until the annotation force-sync is set, and have the new values then`,
    [...unchanged, ...(await heldSecrets(cluster.client, secrets, reads, 'second'))],
  );
}

/** The value of a secret in one of two generations; assembled here so that no scanner takes it for a real one. */
function rotated({ key, property }: Read, generation: string): string {
  return [generation, 'value', 'of', ...(property === undefined ? [] : [property, 'in']), key].join(' ');
}

/** What Secrets Manager has: the text itself, or JSON with all keys that are read of it. */
function textOf(read: Read, reads: readonly Read[], generation: string): string {
  const properties = reads.flatMap((each) =>
    each.key !== read.key || each.property === undefined
      ? []
      : [[each.property, rotated(each, generation)] as const],
  );
  return properties.length === 0 ? rotated(read, generation) : JSON.stringify(Object.fromEntries(properties));
}

async function fillSecretsManager(
  aws: Aws,
  output: ClusterOutput,
  reads: readonly Read[],
  generation: string,
): Promise<void> {
  for (const read of reads) {
    const { region, account } = placeOf(output, read);
    await secretArn(aws, read.key, account, region);
    const owner = await aws.assumeRole(`arn:aws:iam::${account}:role/owner`, 'owner', region);
    const input = { SecretId: read.key, SecretString: textOf(read, reads, generation) };
    const { status } = await aws.secrets('PutSecretValue', input, owner, region);
    if (status !== 200) throw new Error(`Secrets Manager does not take ${read.key}: status ${status}`);
  }
}

/** The account is the one of the role that the store's ServiceAccount has. */
function placeOf(
  output: ClusterOutput,
  { store }: Read,
): { readonly region: string; readonly account: string } {
  const account = String(dig(store, 'spec', 'provider', 'aws', 'auth', 'jwt', 'serviceAccountRef', 'name'));
  const serviceAccount = output.stages
    .flatMap(({ objects }) => objects)
    .find(
      ({ kind, metadata }) =>
        kind === 'ServiceAccount' &&
        metadata.name === account &&
        metadata.namespace === store.metadata.namespace,
    );
  const role = serviceAccount?.metadata.annotations?.['eks.amazonaws.com/role-arn'] ?? '';
  return {
    region: String(dig(store, 'spec', 'provider', 'aws', 'region')),
    account: role.split(':')[4] ?? '',
  };
}

/** What differs from the Secrets that the ExternalSecrets say, with the values that Secrets Manager has. */
async function heldSecrets(
  client: ApiClient,
  secrets: readonly Manifest[],
  reads: readonly Read[],
  generation: string,
  seconds = 40,
): Promise<string[]> {
  const misses: string[] = [];
  for (const secret of secrets) {
    let last: string[] = [];
    const held = async () => {
      last = differences(secret, (await client.get(secret)).body, reads, generation);
      return last.length === 0;
    };
    await waitUntil(`Secret ${name(secret)}`, seconds, held).catch(() => misses.push(...last));
  }
  return misses;
}

function differences(
  secret: Manifest,
  found: Readonly<Record<string, unknown>>,
  reads: readonly Read[],
  generation: string,
): string[] {
  const differs: string[] = [];
  const is = (what: string, one: unknown, other: unknown) => {
    if (JSON.stringify(one) !== JSON.stringify(other))
      differs.push(
        `Secret ${name(secret)}: ${what} is ${JSON.stringify(one)} instead of ${JSON.stringify(other)}`,
      );
  };
  const data = strings(found.data);
  is('its type', found.type, secret.type);
  const labels = strings(dig(found, 'metadata', 'labels'));
  for (const [key, value] of Object.entries(secret.metadata.labels ?? {}))
    is(`label ${key}`, labels[key], value);
  const own = reads.filter(
    ({ externalSecret }) =>
      externalSecret.metadata.namespace === secret.metadata.namespace &&
      (dig(externalSecret, 'spec', 'target', 'name') ?? externalSecret.metadata.name) ===
        secret.metadata.name,
  );
  const extracts = own.some(({ externalSecret }) => dig(externalSecret, 'spec', 'dataFrom') !== undefined);
  const keys = extracts ? own.map(({ secretKey }) => secretKey) : Object.keys(strings(secret.data));
  is('its keys', Object.keys(data).sort(), keys.sort());
  for (const read of own.filter(({ secretKey }) => data[secretKey] !== undefined)) {
    const value = Buffer.from(data[read.secretKey] ?? '', 'base64').toString();
    is(`the value of ${read.secretKey}`, value, rotated(read, generation));
  }
  return differs;
}

async function forceSync(client: ApiClient, externalSecret: Manifest): Promise<void> {
  const path = await client.pathOf(externalSecret);
  const body = { metadata: { annotations: { 'force-sync': String(Date.now()) } } };
  const answer = await client.request('PATCH', path ?? '', body, 'application/merge-patch+json');
  if (answer.status >= 300) throw new Error(`${name(externalSecret)}: ${message(answer)}`);
}

/** Objects of the output with one thing wrong each, which the definitions have nothing against. */
function brokenObjects(own: readonly Manifest[]): readonly Manifest[] {
  const externalSecret = own.find(({ kind }) => kind === 'ExternalSecret');
  const store = own.find(({ kind }) => kind === 'SecretStore');
  if (externalSecret === undefined || store === undefined) return [];
  const changed = (object: Manifest, change: (spec: Record<string, unknown>) => void): Manifest => {
    const copy = structuredClone(object);
    const spec = { ...(copy.spec as Record<string, unknown>) };
    change(spec);
    return { ...copy, metadata: { ...copy.metadata, name: 'broken' }, spec };
  };
  return [
    changed(externalSecret, (spec) => {
      spec.data = [];
    }),
    changed(externalSecret, (spec) => {
      spec.dataFrom = [{}];
    }),
    changed(externalSecret, (spec) => {
      spec.refreshInterval = '1d';
    }),
    changed(externalSecret, (spec) => {
      spec.target = { creationPolicy: 'Merge', deletionPolicy: 'Delete' };
    }),
    changed(store, (spec) => {
      spec.conditions = [{ namespaceRegexes: ['('] }];
    }),
    changed(store, (spec) => {
      spec.refreshInterval = 'soon';
    }),
  ];
}

/** The objects that were taken, and should not have been. */
async function takenOf(client: ApiClient, broken: readonly Manifest[]): Promise<string[]> {
  const misses: string[] = [];
  for (const object of broken) {
    const answer = await client.apply(object, { dryRun: true });
    if (answer.status < 300) misses.push(`${object.kind} ${JSON.stringify(object.spec)} was taken`);
  }
  return misses;
}
