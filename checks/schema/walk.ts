import { type StructuralSchema, sharedDefinitions } from '../../references/schemas';
import { likely } from './likely';
import { listCheck } from './lists';
import { mapCheck } from './maps';
import { numberCheck, textCheck } from './scalars';
import { show, showList, typeName } from './show';
import { nameOf, type Place, type Violation, violation } from './violation';

/** Adds to `out` what is wrong with a value. */
export type Check<Value = unknown> = (value: Value, place: Place | undefined, out: Violation[]) => void;

/** A compiled schema: what a map or a list has to know of what it holds, and the check itself. */
export interface Node {
  readonly nullable: boolean;
  readonly hasDefault: boolean;
  readonly check: Check;
}

/** What the parts of a schema are compiled with. */
export interface Compiler {
  /** Whether the kind comes from a CRD, whose objects are not decoded into Go's types. */
  readonly custom: boolean;
  /** True where a webhook writes each object of the kind anew, and drops nulls by that. */
  readonly rewritten: boolean;
  node(schema: StructuralSchema): Node;
  /** The schema itself, or the definition that it refers to. */
  resolve(schema: StructuralSchema): StructuralSchema;
}

/** Compiles the schema of whole objects of a kind. */
export function compileSchema(schema: StructuralSchema, custom: boolean, rewritten = false): Check {
  const definitions = new Map<string, Node>();
  const compiler: Compiler = {
    custom,
    rewritten,
    resolve: (part) => (part.$ref === undefined ? part : definitionOf(part.$ref)),
    node: (part) => (part.$ref === undefined ? compileNode(part, compiler, false) : referred(part.$ref)),
  };
  const referred = (reference: string): Node => {
    const known = definitions.get(reference);
    if (known !== undefined) return known;
    // Some definitions contain themselves, so each is compiled when it is first met in an object.
    let check: Check | undefined;
    const node: Node = {
      nullable: false,
      hasDefault: false,
      check: (value, place, out) => {
        check ??= compileNode(definitionOf(reference), compiler, false).check;
        check(value, place, out);
      },
    };
    definitions.set(reference, node);
    return node;
  };
  return compileNode(schema, compiler, true).check;
}

function definitionOf(reference: string): StructuralSchema {
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  const definition = sharedDefinitions().definitions[name] ?? {};
  return name === 'Quantity' ? { ...definition, format: 'quantity' } : definition;
}

type TypeName = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';

function compileNode(schema: StructuralSchema, compiler: Compiler, root: boolean): Node {
  const checks = valueChecks(schema);
  const types = typesOf(schema);
  const allows = (type: TypeName) => types === undefined || types.includes(type);
  const onMap = allows('object') ? mapCheck(schema, compiler, root) : undefined;
  const onList = allows('array') ? listCheck(schema, compiler) : undefined;
  const onText = allows('string') ? textCheck(schema, compiler.custom) : undefined;
  const onNumber = allows('number') || allows('integer') ? numberCheck(schema) : undefined;
  const whole = !allows('number');
  const truth = allows('boolean');
  const junctors = junctorCheck(schema, compiler);
  const wrong: Check = (value, place, out) => {
    out.push(wrongType(value, place, types ?? []));
  };
  const check: Check = (value, place, out) => {
    switch (typeof value) {
      case 'string':
        if (onText === undefined) return wrong(value, place, out);
        onText(value, place, out);
        break;
      case 'number':
        if (onNumber === undefined || (whole && !Number.isInteger(value))) return wrong(value, place, out);
        onNumber(value, place, out);
        break;
      case 'boolean':
        if (!truth) return wrong(value, place, out);
        break;
      case 'object':
        if (value === null) {
          if (schema.nullable !== true && types !== undefined) return wrong(value, place, out);
        } else if (Array.isArray(value)) {
          if (onList === undefined) return wrong(value, place, out);
          onList(value, place, out);
        } else {
          if (onMap === undefined) return wrong(value, place, out);
          onMap(value, place, out);
        }
        break;
      default:
        return;
    }
    for (const each of checks) each(value, place, out);
    junctors?.(value, place, out);
  };
  return {
    nullable: schema.nullable === true || types === undefined,
    hasDefault: schema.default !== undefined,
    check,
  };
}

function typesOf(schema: StructuralSchema): readonly string[] | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) return ['integer', 'string'];
  return typeof schema.type === 'string' ? [schema.type] : schema.type;
}

const typeWords: Readonly<Record<string, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

function wrongType(value: unknown, place: Place | undefined, types: readonly string[]): Violation {
  const expected = types.map((type) => typeWords[type] ?? type).join(' or ');
  const shown =
    typeof value === 'object' && value !== null ? show(value) : `${typeName(value)}: ${show(value)}`;
  return violation('schema/type', place, {
    message: `${nameOf(place)} is ${typeName(value)}, not ${expected}`,
    found: value === null ? 'null' : shown,
    expected,
    mend: mendType(value, types),
  });
}

function mendType(value: unknown, types: readonly string[]): string {
  if (types.includes('string') && (typeof value === 'number' || typeof value === 'boolean'))
    return `put it in quotes: "${value}"`;
  if (typeof value === 'string' && types.includes('boolean') && /^(true|false)$/.test(value))
    return `write ${value} without quotes`;
  if (typeof value === 'string' && types.includes('integer') && /^-?\d+$/.test(value))
    return `write ${value} without quotes`;
  if (types.includes('array') && value !== null) return 'make it a list: put "- " before it';
  return value === null ? 'leave it out, or give it a value' : 'write a value of that type';
}

/** Enums and constants, which hold for values of every type. */
function valueChecks(schema: StructuralSchema): readonly Check[] {
  const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (values === undefined) return [];
  const known = new Set(values);
  return [
    (value, place, out) => {
      if (known.has(value) || (value === null && schema.nullable === true)) return;
      out.push(notAmong(value, place, values));
    },
  ];
}

function notAmong(value: unknown, place: Place | undefined, values: readonly unknown[]): Violation {
  return violation('schema/enum', place, {
    message: `${nameOf(place)} has a value that it cannot have`,
    found: show(value),
    expected: `${values.length === 1 ? '' : 'one of '}${showList(values)}`,
    ...likely(String(value), values.map(String)),
  });
}

/** `allOf`, `anyOf`, `oneOf` and `not`. */
function junctorCheck(schema: StructuralSchema, compiler: Compiler): Check | undefined {
  const all = nodes(schema.allOf, compiler);
  const any = nodes(schema.anyOf, compiler);
  const one = nodes(schema.oneOf, compiler);
  const not = nodes(schema.not === undefined ? undefined : [schema.not], compiler);
  if (all.length + any.length + one.length + not.length === 0) return undefined;
  const defaults = Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    property.default === undefined ? [] : [[name, property.default] as const],
  );
  return (given, place, out) => {
    // A form may ask for what a default brings.
    const isMap = typeof given === 'object' && given !== null && !Array.isArray(given);
    const value = isMap && defaults.length > 0 ? { ...Object.fromEntries(defaults), ...given } : given;
    const fits = ({ check }: Node) => {
      const inner: Violation[] = [];
      check(value, place, inner);
      return inner.length === 0;
    };
    for (const { check } of all) check(value, place, out);
    const report = (expected: string) => {
      out.push(
        violation('schema/alternative', place, {
          message: `${nameOf(place)} has none of the forms that it may have`,
          found: show(given),
          expected,
          mend: "compare it with the kind's documentation",
        }),
      );
    };
    if (any.length > 0 && !any.some(fits)) report(`at least one of ${any.length} forms`);
    if (one.length > 0 && one.filter(fits).length !== 1) report(`exactly one of ${one.length} forms`);
    if (not.some(fits)) report('another form');
  };
}

function nodes(list: unknown, compiler: Compiler): readonly Node[] {
  return Array.isArray(list) ? list.map((part: StructuralSchema) => compiler.node(part)) : [];
}
