import type { CelRule, StructuralSchema } from '../../references/schemas';
import { type CelData, isAboutChange } from './cel-rules';
import type { Place } from './violation';

/** A value of an object with the rules that its schema has for it. */
export interface RuledValue {
  readonly value: CelData;
  readonly rules: readonly CelRule[];
  readonly place: Place | undefined;
}

/** Makes a copy of an object as CEL sees it, and lists the values that have rules. */
export type Converter = (value: unknown, place: Place | undefined, ruled: RuledValue[]) => CelData;

/**
 * Compiles what turns an object of a kind into what its rules are judged on: a copy with the schema's defaults, whole numbers
 * as CEL's ints, and fields whose names are words of CEL under the names that Kubernetes gives them (`__namespace__`).
 *
 * @returns undefined where neither the schema nor a part of it has a rule
 */
export function compileConverter(schema: StructuralSchema): Converter | undefined {
  return hasRules(schema) ? converter(schema) : undefined;
}

/** How many rules of a schema speak of changes only. */
export function changeRules(schema: StructuralSchema): number {
  const own = schema['x-kubernetes-validations']?.filter(isAboutChange).length ?? 0;
  return partsOf(schema).reduce((sum, part) => sum + changeRules(part), own);
}

function hasRules(schema: StructuralSchema): boolean {
  return (schema['x-kubernetes-validations'] ?? []).length > 0 || partsOf(schema).some(hasRules);
}

function partsOf({ properties, additionalProperties, items }: StructuralSchema): readonly StructuralSchema[] {
  return [
    ...Object.values(properties ?? {}),
    ...(typeof additionalProperties === 'object' ? [additionalProperties] : []),
    ...(items === undefined ? [] : [items]),
  ];
}

function converter(schema: StructuralSchema): Converter {
  if (schema.$ref !== undefined) {
    // Kubernetes' own definitions have no rules, and may contain themselves.
    return (value) => plain(value);
  }
  const rules = (schema['x-kubernetes-validations'] ?? []).filter((rule) => !isAboutChange(rule));
  const convert = convertParts(schema);
  if (rules.length === 0) return convert;
  return (value, place, ruled) => {
    const converted = convert(value, place, ruled);
    if (value !== null) ruled.push({ value: converted, rules, place });
    return converted;
  };
}

function convertParts(schema: StructuralSchema): Converter {
  const properties = new Map(
    Object.entries(schema.properties ?? {}).map(([name, property]) => [
      name,
      {
        name: celName(name),
        convert: converter(property),
        default: property.default,
        nullable: property.nullable === true,
      },
    ]),
  );
  const rest =
    typeof schema.additionalProperties === 'object' ? converter(schema.additionalProperties) : undefined;
  const item = schema.items === undefined ? undefined : converter(schema.items);
  const double = schema.type === 'number';
  return (value, place, ruled) => {
    if (typeof value === 'number') return double ? value : plain(value);
    if (typeof value !== 'object' || value === null) return plain(value);
    if (Array.isArray(value)) {
      return value.map((each: unknown, key) =>
        item === undefined ? plain(each) : item(each, { above: place, key }, ruled),
      );
    }
    const map: [string, CelData][] = [];
    for (const [name, property] of properties) {
      const given: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
      const own = given === undefined || (given === null && !property.nullable) ? property.default : given;
      if (own === undefined) continue;
      const converted = property.convert(own, { above: place, key: name }, ruled);
      map.push([property.name, converted]);
      // After a dot, rules may also write the word itself.
      if (property.name !== name) map.push([name, converted]);
    }
    for (const key of Object.keys(value)) {
      if (properties.has(key)) continue;
      const own: unknown = Reflect.get(value, key);
      if (own !== undefined)
        map.push([key, rest === undefined ? plain(own) : rest(own, { above: place, key }, ruled)]);
    }
    return new Map(map);
  };
}

/** A value without a schema: whole numbers are ints. */
function plain(value: unknown): CelData {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return value.map(plain);
  return new Map(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([key, each]) => [key, plain(each)]),
  );
}

/** Words that CEL keeps for itself. */
const reserved = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

/** The name of a field in CEL (apiserver pkg/cel/escaping.go). */
function celName(name: string): string {
  if (reserved.has(name)) return `__${name}__`;
  return name
    .replaceAll('__', '__underscores__')
    .replaceAll('.', '__dot__')
    .replaceAll('-', '__dash__')
    .replaceAll('/', '__slash__');
}
