import { readFileSync } from 'node:fs';
import type { Codec, Shape } from './runtime/codec';

/** The fields of each struct of cdk8s-plus in their order: how the API server spells one, and what is made of `obj.field`. */
type Structs = ReadonlyMap<
  string,
  readonly (readonly [spelling: string, field: string, expression: string])[]
>;

function readStructs(): Structs {
  const code = readFileSync(require.resolve('cdk8s-plus-27/lib/imports/k8s.js'), 'utf8');
  const functions = code.matchAll(
    /^function toJson_(\w+)\(obj\) \{[\s\S]*?const result = \{\n([\s\S]*?)^ {4}\};/gm,
  );
  return new Map(
    [...functions].map(([, struct = '', body = '']) => [
      struct,
      [...body.matchAll(/^ {8}'(.+)': (.*?obj\.(\w+).*),$/gm)].map(
        ([, spelling = '', expression = '', field = '']) =>
          [spelling, field, expression.replaceAll(`obj.${field}`, 'it')] as const,
      ),
    ]),
  );
}

/** The shapes of cdk8s-plus' structs, each kept once. They take what cdk8s-plus takes, which does not look at types. */
export class KubernetesShapes {
  readonly shapes: Shape[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #structs = readStructs();

  /** Adds whole objects of a kind; gives the number of their shape. */
  add(name: string, { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): number {
    const props = this.shapes[this.#struct(`${name}Props`)];
    return this.shapes.push({ apiVersion: { e: [apiVersion] }, kind: { e: [kind] }, ...props }) - 1;
  }

  #struct(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) {
      return known;
    }
    const number = this.shapes.push({}) - 1;
    this.#numbers.set(name, number);
    const fields = (this.#structs.get(name) ?? []).flatMap(([spelling, field, expression]) => {
      const codec = this.#codec(expression, 'it');
      return codec === undefined ? [] : [[field, field === spelling ? codec : ([spelling, codec] as const)]];
    });
    this.shapes[number] = Object.fromEntries(fields);
    return number;
  }

  /**
   * What an expression makes of a value; undefined for a Date, which cdk8s cannot render.
   *
   * @throws Error at an expression that json2jsii did not write when this was made
   */
  #codec(expression: string, value: string): Codec | undefined {
    const inMap = `((${value}) === undefined) ? undefined : (Object.entries(${value}).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: `;
    if (expression.startsWith(inMap)) {
      const codec = this.#codec(expression.slice(inMap.length).replace(/ \}\), \{\}\)\)$/, ''), 'i[1]');
      return codec === undefined ? undefined : { m: codec };
    }
    if (expression.startsWith(`${value}?.map(y => `)) {
      const codec = this.#codec(expression.slice(`${value}?.map(y => `.length, -1), 'y');
      return codec === undefined ? undefined : { l: codec };
    }
    const [, struct] = /^toJson_(\w+)\((?:it|y|i\[1\])\)$/.exec(expression) ?? [];
    if (struct !== undefined) {
      return this.#struct(struct);
    }
    switch (expression) {
      case value:
        return 'a';
      case `${value}?.value`:
        return { u: 'IntOrString or Quantity' };
      case `${value}?.toISOString()`:
        return undefined;
      default:
        throw new Error(`cdk8s-plus-27 renders a field in a way that is not known here: ${expression}`);
    }
  }
}
