import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { Failure } from '../../../konnect/failure';
import { type Policy, policyShape } from '../../../konnect/iam-policy';

const metadata = z.looseObject({
  name: z.string(),
  namespace: z.string().default(''),
  annotations: z.record(z.string(), z.string()).default({}),
});
const shapes = {
  ExternalSecret: z.object({
    metadata,
    spec: z.object({
      secretStoreRef: z.object({ name: z.string() }),
      data: z.array(z.object({ remoteRef: z.object({ key: z.string() }) })).default([]),
    }),
  }),
  SecretStore: z.object({
    metadata,
    spec: z.object({
      provider: z.object({
        aws: z.object({
          region: z.string(),
          auth: z.object({ jwt: z.object({ serviceAccountRef: z.object({ name: z.string() }) }) }),
        }),
      }),
    }),
  }),
  ServiceAccount: z.object({ metadata }),
  Policy: z.object({ metadata, spec: z.object({ name: z.string(), policyDocument: z.string() }) }),
  Namespace: z.object({ metadata }),
};

/** One secret that the cluster reads, and as whom. */
export interface SecretReader {
  /** `ExternalSecret kong/konnect-client-tls` */
  readonly object: string;
  readonly namespace: string;
  readonly name: string;
  /** Name of the AWS secret. */
  readonly secret: string;
  /** AWS region of the store; undefined when the output has no such store. */
  readonly region: string | undefined;
  /** Name of the IAM role; undefined when it cannot be told from the output. */
  readonly role: string | undefined;
}

/** What the doctor takes from a cluster's output. */
export interface ClusterOutput {
  readonly readers: readonly SecretReader[];
  /** IAM policies by the name of their role: from `iam/`, and from the objects of ACK. */
  readonly policies: ReadonlyMap<string, readonly Policy[]>;
  /** Namespaces that the output makes. */
  readonly namespaces: readonly string[];
}

/** @throws Failure when there is no output of that cluster */
export function readClusterOutput(dist: string, cluster: string): ClusterOutput {
  const folder = join(dist, cluster);
  let files: string[];
  try {
    files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  } catch {
    throw new Failure(`There is no ${folder}: run meshwright synth first.`);
  }
  const objects = files
    .filter((file) => /^\d\d-.*\.yaml$/.test(file))
    .flatMap((file) => parseAllDocuments(readFileSync(join(folder, file), 'utf8')))
    .map((document): unknown => document.toJS());
  const of = <T>(kind: string, shape: z.ZodType<T>): T[] =>
    objects.flatMap((object) => {
      const parsed = shape.safeParse(object);
      return z.object({ kind: z.literal(kind) }).safeParse(object).success && parsed.success
        ? [parsed.data]
        : [];
    });
  const stores = of('SecretStore', shapes.SecretStore);
  const accounts = of('ServiceAccount', shapes.ServiceAccount);
  const same = (namespace: string, name: string) => (object: { metadata: z.infer<typeof metadata> }) =>
    object.metadata.namespace === namespace && object.metadata.name === name;
  const readers = of('ExternalSecret', shapes.ExternalSecret).flatMap(
    ({ metadata: { name, namespace }, spec }) => {
      const aws = stores.find(same(namespace, spec.secretStoreRef.name))?.spec.provider.aws;
      const account = accounts.find(same(namespace, aws?.auth.jwt.serviceAccountRef.name ?? ''));
      const role = account?.metadata.annotations['eks.amazonaws.com/role-arn']?.replace(
        /^.*:role\/(.*\/)?/,
        '',
      );
      const object = `ExternalSecret ${namespace}/${name}`;
      return spec.data.map(({ remoteRef }) => ({
        object,
        namespace,
        name,
        secret: remoteRef.key,
        region: aws?.region,
        role,
      }));
    },
  );
  const policies = new Map<string, Policy[]>();
  const add = (role: string, text: string) => {
    const parsed = policyShape.safeParse(JSON.parse(text));
    if (parsed.success) policies.set(role, [...(policies.get(role) ?? []), parsed.data]);
  };
  for (const { spec } of of('Policy', shapes.Policy)) add(spec.name, spec.policyDocument);
  for (const file of files.filter((name) => name.endsWith('.permissions.json'))) {
    add(file.replace(/^.*\//, '').replace('.permissions.json', ''), readFileSync(join(folder, file), 'utf8'));
  }
  return { readers, policies, namespaces: of('Namespace', shapes.Namespace).map((one) => one.metadata.name) };
}
