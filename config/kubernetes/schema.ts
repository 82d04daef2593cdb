/**
 * The schemas of the parts of Kubernetes' objects that an application file may hold, from `imports/`, read when the first
 * of them is needed.
 */
export interface KubernetesSchema {
  readonly type?: string | readonly string[];
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, KubernetesSchema>>;
  readonly additionalProperties?: boolean | KubernetesSchema;
  readonly items?: KubernetesSchema;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly [keyword: string]: unknown;
}

type Definitions = Readonly<Record<string, KubernetesSchema>>;

let definitions: Definitions | undefined;

function all(): Definitions {
  if (definitions === undefined) {
    const document: { readonly definitions: Definitions } = require('../../imports/schemas/kubernetes.json');
    definitions = document.definitions;
  }
  return definitions;
}

/** The name of the definition that a schema refers to, or undefined where it is none. */
export function referredName({ $ref }: KubernetesSchema): string | undefined {
  return $ref?.slice($ref.lastIndexOf('/') + 1);
}

/** A schema itself, or the definition that it refers to. */
export function resolved(schema: KubernetesSchema): KubernetesSchema {
  const name = referredName(schema);
  return name === undefined ? schema : (all()[name] ?? {});
}

/**
 * The schema of a part of Kubernetes: a definition such as `Probe`, or a field of one such as `PodSpec.tolerations`.
 *
 * @param without fields of the definition that are said elsewhere, and are unknown here
 * @throws Error when there is none of that name: a mistake of the program
 */
export function kubernetesSchema(part: string, without: readonly string[] = []): KubernetesSchema {
  const key = [part, ...without].join('\n');
  const before = asked.get(key);
  if (before !== undefined) return before;
  const schema = schemaWithout(part, without);
  asked.set(key, schema);
  return schema;
}

/** Every service of every cluster asks for the same few. */
const asked = new Map<string, KubernetesSchema>();

function schemaWithout(part: string, without: readonly string[]): KubernetesSchema {
  const [name = '', field] = part.split('.');
  const definition = all()[name];
  const schema = field === undefined ? definition : definition?.properties?.[field];
  if (schema === undefined) throw new Error(`Kubernetes' schemas have no ${part}`);
  if (without.length === 0) return schema;
  const { properties = {}, required = [], ...rest } = schema;
  return {
    ...rest,
    properties: Object.fromEntries(Object.entries(properties).filter(([key]) => !without.includes(key))),
    required: required.filter((key) => !without.includes(key)),
  };
}
