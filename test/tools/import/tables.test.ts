import type { KindSchema, Schema } from '../../../tools/import/schema';
import { readSource, Tables } from '../../../tools/import/tables';

/** What `cdk8s import` writes, less its comments. */
const typescript = `
export class Widget extends ApiObject {
  public static readonly GVK: GroupVersionKind = {
    apiVersion: 'example.com/v1',
    kind: 'Widget',
  }
}

export interface WidgetProps {
  readonly metadata?: ApiObjectMetadata;

  readonly clusterIp?: string;

  readonly size?: WidgetSize;

  readonly ports?: WidgetPort[];
}

export function toJson_WidgetProps(obj: WidgetProps | undefined): Record<string, any> | undefined {
  if (obj === undefined) { return undefined; }
  const result = {
    'metadata': obj.metadata,
    'clusterIP': obj.clusterIp,
    'size': obj.size,
    'ports': obj.ports?.map(y => y?.value),
  };
}

export enum WidgetSize {
  /** small */
  SMALL = "small",
}

export class WidgetPort {
}
`;

function widget(properties: Record<string, Schema>): KindSchema {
  return {
    origin: { module: 'example.com/gateway', version: 'v1.2.3', sum: null },
    group: 'example.com',
    version: 'v1',
    kind: 'Widget',
    plural: 'widgets',
    scope: 'Namespaced',
    unserved: [],
    preferred: true,
    schema: { type: 'object', properties },
  };
}

test('a shape tells the spelling, the type and the wrapping of every field', () => {
  const tables = new Tables(readSource(typescript));
  const number = tables.add(
    widget({
      clusterIP: { type: 'string' },
      size: { type: 'string', enum: ['small', 'Small'] },
      ports: { type: 'array', items: { 'x-kubernetes-int-or-string': true } },
    }),
  );
  expect(tables.shapes[number]).toEqual({
    clusterIp: ['clusterIP', 's'],
    size: { e: ['small', 'Small'] },
    ports: { l: { u: 'WidgetPort' } },
  });
});

test('enums and kinds are read as the classes export them', () => {
  const source = readSource(typescript);
  expect(source.classes.get('Widget')).toBe('Widget');
  expect([...source.enums]).toEqual([['WidgetSize', '{ SMALL: "small" }']]);
  expect([...source.unions]).toEqual(['WidgetPort']);
});

test('a field that cdk8s import left out stops the import', () => {
  const tables = new Tables(readSource(typescript));
  expect(() => tables.add(widget({ clusterip: { type: 'string' } }))).toThrow(
    'WidgetProps has lost its field clusterip',
  );
});
