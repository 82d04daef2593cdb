import { createHash } from 'node:crypto';
import type { Application } from '../schema';
import type { AwsSecretUse } from '../secrets';
import type { CredentialConfig } from './consumers';

/** A Secret of Kubernetes that publication needs. */
export interface PublishedSecret {
  readonly name: string;
  /** @default Opaque */
  readonly type?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Whether Kong's controller looks for its class. */
  readonly classed?: boolean;
  /** What is secret in it, by key; the values stay in AWS. */
  readonly data: Readonly<Record<string, AwsSecretUse>>;
  /** What is not, by key: it stands in the output. */
  readonly literals: Readonly<Record<string, string>>;
  /** Keys whose value is JSON: a text in its quotes. */
  readonly json: readonly string[];
  /** Where in the file it comes from. */
  readonly path: readonly string[];
}

/** The Secrets of an application's publication: credentials, secret parts of plugins, certificates and authorities. */
export function publishedSecrets(application: Pick<Application, 'publish'>): readonly PublishedSecret[] {
  const { consumers, plugins, hosts, caCertificates } = application.publish;
  return [
    ...Object.entries(consumers).flatMap(([consumer, { credentials }]) =>
      Object.entries(credentials).map(
        ([name, credential]): PublishedSecret => ({
          name,
          labels: { 'konghq.com/credential': credential.type },
          json: [],
          path: ['publish', 'consumers', consumer, 'credentials', name],
          ...credentialKeys(credential),
        }),
      ),
    ),
    ...Object.entries(plugins).flatMap(([name, { configPatches, configFrom }]): PublishedSecret[] => {
      const patches = Object.entries(configPatches);
      const path = ['publish', 'plugins', name];
      const common = { name: pluginSecretName(name), literals: {}, path };
      if (configFrom !== undefined)
        return [{ ...common, data: { [wholeConfig]: useOf(configFrom) }, json: [] }];
      if (patches.length === 0) return [];
      const data = Object.fromEntries(patches.map(([at, from]) => [patchKey(at), useOf(from)]));
      return [{ ...common, data, json: Object.keys(data) }];
    }),
    ...Object.entries(hosts).flatMap(([host, { tls }]): PublishedSecret[] =>
      tls?.certificateSecret === undefined || tls.keySecret === undefined
        ? []
        : [
            {
              name: certificateName(host),
              type: 'kubernetes.io/tls',
              data: { 'tls.crt': { secret: tls.certificateSecret }, 'tls.key': { secret: tls.keySecret } },
              literals: {},
              json: [],
              path: ['publish', 'hosts', host, 'tls'],
            },
          ],
    ),
    ...Object.entries(caCertificates).map(
      ([name, from]): PublishedSecret => ({
        name: authorityName(name),
        labels: { 'konghq.com/ca-cert': 'true' },
        classed: true,
        data: { cert: useOf(from) },
        literals: { id: authorityId(name) },
        json: [],
        path: ['publish', 'caCertificates', name],
      }),
    ),
  ];
}

/** Key of the Secret with the whole configuration of a plugin. */
export const wholeConfig = 'config';

/** Name of the Secret with what is secret of a plugin. */
export function pluginSecretName(plugin: string): string {
  return `${plugin}-plugin`;
}

/** Key for a place of a configuration: `/client_secret/0` becomes `client_secret_0`. */
export function patchKey(pointer: string): string {
  return pointer.slice(1).replace(/[^A-Za-z0-9]+/g, '_');
}

/** Name of a host's certificate and of its Secret: `*.example.com` becomes `wildcard-example-com-tls`. */
export function certificateName(host: string): string {
  return `${host.replace('*', 'wildcard').replaceAll('.', '-')}-tls`;
}

/** Name of the Secret with an authority of client certificates. */
export function authorityName(name: string): string {
  return `${name}-ca`;
}

/**
 * The id by which Kong knows an authority, made of its name: a UUID of version 8, so that it is the same in every output and
 * nobody has to make one up.
 */
export function authorityId(name: string): string {
  const hex = createHash('sha256').update(`meshwright authority ${name}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** The configuration of a plugin, with the names of authorities in it as the ids that Kong asks for. */
export function pluginConfig(
  { caCertificates }: Application['publish'],
  config: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { ca_certificates: named } = config;
  if (!Array.isArray(named)) return config;
  return {
    ...config,
    ca_certificates: named.map((name) =>
      typeof name === 'string' && Object.hasOwn(caCertificates, name) ? authorityId(name) : name,
    ),
  };
}

function useOf({ secret, property }: { secret: string; property?: string | undefined }): AwsSecretUse {
  return { secret, ...(property === undefined ? {} : { property }) };
}

/** The keys of a credential's Secret, in the words of Kong's controller (internal/admission/validation/consumers/credentials). */
function credentialKeys(credential: CredentialConfig): Pick<PublishedSecret, 'data' | 'literals'> {
  switch (credential.type) {
    case 'key-auth':
      return { data: { key: useOf(credential) }, literals: {} };
    case 'basic-auth':
      return { data: { password: useOf(credential) }, literals: { username: credential.username } };
    case 'hmac-auth':
      return { data: { secret: useOf(credential) }, literals: { username: credential.username } };
    case 'jwt': {
      const { algorithm, key, secret, property, publicKey } = credential;
      return {
        data: secret === undefined ? {} : { secret: useOf({ secret, property }) },
        literals: {
          algorithm,
          key,
          ...(publicKey === undefined ? {} : { rsa_public_key: publicKey }),
        },
      };
    }
    case 'oauth2':
      return {
        data: { client_secret: useOf(credential) },
        literals: {
          name: credential.name,
          client_id: credential.clientId,
          redirect_uris: credential.redirectUris.join(','),
        },
      };
    case 'acl':
      return { data: {}, literals: { group: credential.group } };
    default:
      return { data: {}, literals: { subject_name: credential.subjectName } };
  }
}
