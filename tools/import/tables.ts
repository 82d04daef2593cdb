import type { Codec, Shape } from './runtime/codec';
import type { KindSchema, Schema } from './schema';

/** The TypeScript that `cdk8s import` wrote for a group, as far as the compiled classes need it. */
export interface Source {
  /** Of each struct: how the class spells a field, by how the API server spells it. */
  readonly spellings: ReadonlyMap<string, ReadonlyMap<string, Member>>;
  /** The class of each kind: `MeshHttpRoute` of `MeshHTTPRoute`. */
  readonly classes: ReadonlyMap<string, string>;
  /** The members of each enum, as the text of an object. */
  readonly enums: ReadonlyMap<string, string>;
  readonly unions: ReadonlySet<string>;
}

interface Member {
  readonly name: string;
  /** The type in TypeScript without brackets: `Foo` of `Foo[]` and of `{ [key: string]: Foo }`. */
  readonly type: string;
}

/** Reads what json2jsii wrote, which is regular: one member, entry or field a line. */
export function readSource(text: string): Source {
  const spellings = new Map<string, Map<string, Member>>();
  const structs =
    /export interface (\w+) \{\n([\s\S]*?)^\}[\s\S]*?^ {2}const result = \{\n([\s\S]*?)^ {2}\};/gm;
  for (const [, struct = '', interfaceBody = '', resultBody = ''] of text.matchAll(structs)) {
    const types = new Map<string, string>();
    for (const [, name = '', type = ''] of interfaceBody.matchAll(/^ {2}readonly (\w+)\??: (.+);$/gm)) {
      types.set(name, /^(?:\{ \[key: string\]: )*(\w+)/.exec(type)?.[1] ?? type);
    }
    const members = new Map<string, Member>();
    for (const [, spelling = '', name = ''] of resultBody.matchAll(/^ {4}'(.+?)': .*?\bobj\.(\w+)/gm)) {
      members.set(spelling, { name, type: types.get(name) ?? 'any' });
    }
    spellings.set(struct, members);
  }
  const enums = new Map<string, string>();
  for (const [, name = '', body = ''] of text.matchAll(/^export enum (\w+) \{\n([\s\S]*?)^\}/gm)) {
    const members = [...body.matchAll(/^ {2}(\w+) = (.+),$/gm)].map(
      ([, member, value]) => `${member}: ${value}`,
    );
    enums.set(name, `{ ${members.join(', ')} }`);
  }
  const unions = new Set([...text.matchAll(/^export class (\w+) \{/gm)].map(([, name = '']) => name));
  const constructs = text.matchAll(/^export class (\w+) extends ApiObject \{[\s\S]*?^ {4}kind: '(\w+)',$/gm);
  const classes = new Map([...constructs].map(([, name = '', kind = '']) => [kind, name]));
  return { spellings, classes, enums, unions };
}

/** The shapes of a group's kinds, each kept once. */
export class Tables {
  readonly shapes: Shape[] = [];
  readonly #known = new Map<string, number>();
  readonly #schemas = new Map<string, string>();

  constructor(private readonly source: Source) {}

  /**
   * Adds a kind's fields; gives the number of their shape.
   *
   * @throws Error when json2jsii left out a field (two of one name in camel case, two structs of one name).
   */
  add({ kind, schema }: KindSchema): number {
    const { apiVersion: _, kind: __, metadata: ___, status: ____, ...properties } = schema.properties ?? {};
    return this.#shape(`${this.source.classes.get(kind)}Props`, { ...schema, properties });
  }

  #shape(struct: string, schema: Schema): number {
    const members = this.source.spellings.get(struct);
    const fingerprint = JSON.stringify(schema);
    if (!members || (this.#schemas.get(struct) ?? fingerprint) !== fingerprint) {
      throw new Error(
        `${struct} is ${members ? 'two different structs' : 'missing'} in what cdk8s import wrote`,
      );
    }
    this.#schemas.set(struct, fingerprint);
    const shape: Record<string, Codec | readonly [string, Codec]> = {};
    for (const [spelling, field] of Object.entries(schema.properties ?? {})) {
      const member = members.get(spelling);
      if (!member || member.name in shape) {
        throw new Error(`${struct} has lost its field ${spelling} in what cdk8s import wrote`);
      }
      const codec = this.#codec(member.type, field);
      shape[member.name] = member.name === spelling ? codec : [spelling, codec];
    }
    // cdk8s sorts the keys of the class, whatever the API server calls them.
    return this.#number(Object.fromEntries(Object.entries(shape).sort(([a], [b]) => (a < b ? -1 : 1))));
  }

  #number(shape: Shape): number {
    const text = JSON.stringify(shape);
    const number = this.#known.get(text) ?? this.shapes.push(shape) - 1;
    this.#known.set(text, number);
    return number;
  }

  #codec(type: string, schema: Schema): Codec {
    if (this.source.unions.has(type) && schema.type !== 'array' && schema.type !== 'object') {
      return { u: type };
    }
    if (schema.enum) {
      return { e: schema.enum as (string | number)[] };
    }
    if (schema.properties && schema['x-kubernetes-preserve-unknown-fields']) {
      throw new Error(`${type} has fields and keeps unknown ones: the classes know no such object yet`);
    }
    if (schema.properties) {
      return this.#shape(type, schema);
    }
    if (typeof schema.additionalProperties === 'object') {
      return { m: this.#codec(type, schema.additionalProperties) };
    }
    if (schema['x-kubernetes-preserve-unknown-fields'] || schema.additionalProperties === true) {
      return 'a';
    }
    switch (schema.type) {
      case 'array':
        return { l: this.#codec(type, schema.items ?? {}) };
      case 'object':
        return this.#number({});
      case 'string':
        return 's';
      case 'integer':
        return 'i';
      case 'number':
        return 'n';
      case 'boolean':
        return 'b';
      default:
        return 'a';
    }
  }
}
