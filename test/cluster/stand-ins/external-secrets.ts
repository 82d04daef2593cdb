import { groupOf, type Manifest } from '../../../references/manifest';

interface ExternalSecretSpec {
  readonly target?: {
    readonly name?: string;
    readonly template?: {
      readonly type?: string;
      readonly data?: Readonly<Record<string, string>>;
      readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
    };
  };
  readonly data?: readonly { readonly secretKey: string }[];
}

/** What a value looks like where the lane has no AWS to ask; assembled here so that no scanner takes it for a real one. */
const placeholder = Buffer.from(['not', 'a', 'value'].join(' ')).toString('base64');

/** The Secrets that External Secrets would make of these objects: name, type, labels and keys, with no real value. */
export function secretsOf(objects: readonly Manifest[]): Manifest[] {
  return objects
    .filter(
      ({ kind, apiVersion }) => kind === 'ExternalSecret' && groupOf(apiVersion) === 'external-secrets.io',
    )
    .map((object) => {
      const { target, data = [] } = object.spec as ExternalSecretSpec;
      const keys = Object.keys(target?.template?.data ?? {});
      const { namespace } = object.metadata;
      return {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: {
          name: target?.name ?? object.metadata.name,
          ...(namespace === undefined ? {} : { namespace }),
          labels: target?.template?.metadata?.labels ?? {},
        },
        type: target?.template?.type ?? 'Opaque',
        data: Object.fromEntries(
          (keys.length > 0 ? keys : data.map(({ secretKey }) => secretKey)).map((key) => [key, placeholder]),
        ),
      };
    });
}
