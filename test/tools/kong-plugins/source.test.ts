import { jsonSchemaOf } from '../../../tools/kong-plugins/json-schema';
import { parseSource } from '../../../tools/kong-plugins/source';

const head = 'edition: enterprise\nsince: 3.10\nprotocols: http https\nscopes: route service\n\n';
const shared = (): string =>
  '# Shared.\nhost: string form=host referenceable=3.13\nport: integer =6379 referenceable\n';

describe('the source of a plugin', () => {
  it('becomes a schema: records closed, lists and maps typed, versions kept as text', () => {
    const text = `${head}# A comment.
limits: object minProperties=1 required
limits{}: object
limits{}.minute: number above=0
names: array =["a b"] minItems=1
names[]: string enum=["a b", "c"] enum-since={"c":"3.10"}
redis: object since=3.10
include redis redis.txt
redis.port: integer =6380
verify: boolean =true before-3.14=false
`;
    const schema = jsonSchemaOf(parseSource('my-plugin', text, shared));
    expect(schema).toMatchInlineSnapshot(`
     {
       "$comment": "Generated from kong-plugins/source/my-plugin.txt; regenerate with: npm run kong-plugins",
       "$schema": "http://json-schema.org/draft-07/schema#",
       "additionalProperties": false,
       "properties": {
         "limits": {
           "additionalProperties": {
             "additionalProperties": false,
             "properties": {
               "minute": {
                 "exclusiveMinimum": 0,
                 "type": "number",
               },
             },
             "type": "object",
           },
           "minProperties": 1,
           "type": "object",
         },
         "names": {
           "default": [
             "a b",
           ],
           "items": {
             "enum": [
               "a b",
               "c",
             ],
             "type": "string",
             "x-enum-since": {
               "c": "3.10",
             },
           },
           "minItems": 1,
           "type": "array",
         },
         "redis": {
           "additionalProperties": false,
           "properties": {
             "host": {
               "minLength": 1,
               "type": "string",
               "x-form": "host",
               "x-referenceable": "3.13",
             },
             "port": {
               "default": 6380,
               "type": "integer",
             },
           },
           "type": "object",
           "x-since": "3.10",
         },
         "verify": {
           "default": true,
           "type": "boolean",
           "x-default-before": {
             "default": false,
             "version": "3.14",
           },
         },
       },
       "required": [
         "limits",
       ],
       "title": "MyPluginConfig",
       "type": "object",
       "x-edition": "enterprise",
       "x-plugin": "my-plugin",
       "x-protocols": [
         "http",
         "https",
       ],
       "x-scopes": [
         "route",
         "service",
       ],
       "x-since": "3.10",
     }
    `);
  });

  it.each([
    ['limit number', "'my-plugin: no ': ' in the line: limit number'"],
    ['limit: float', "my-plugin: 'float' is not a type: limit: float"],
    ['limit: number least=1', "my-plugin: unknown attribute 'least': limit: number least=1"],
    ['limit: number =[1', 'cannot read'],
    ['a.b: number', 'my-plugin.a has fields inside it but no line of its own'],
    ['names: array', 'my-plugin.names is an array without a line for its items'],
  ])('with the line %j is refused', (line, message) => {
    const read = () => jsonSchemaOf(parseSource('my-plugin', `${head}${line}\n`, shared));
    expect(read).toThrow(message.replace(/^'|'$/g, ''));
  });
});
