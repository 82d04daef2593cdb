import { compileRule } from '../../checks/schema/cel-rules';
import { changeRules } from '../../checks/schema/cel-values';
import { formatOf } from '../../checks/schema/formats';
import { matches } from '../../checks/schema/pattern';
import { schemaFindings } from '../../checks/schema/schema-findings';
import type { Manifest } from '../../references/manifest';
import { schemaFor, schemaIndex, sharedDefinitions } from '../../references/schemas';

/** Every value of a keyword in the imported schemas. */
function all(keyword: string): ReadonlySet<unknown> {
  const found = new Set<unknown>();
  const schemas = schemaIndex().map(({ apiVersion, kind }) => schemaFor(apiVersion, kind));
  JSON.stringify([...schemas, sharedDefinitions()], (key, value: unknown) => {
    if (key === keyword && typeof value !== 'object') found.add(value);
    return value;
  });
  return found;
}

/** What is found, as `rule path`. */
const found = (object: Manifest) => schemaFindings(object).map(({ rule, path }) => `${rule} ${path}`);

const service = (spec: object): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'jazz', namespace: 'prod' },
  spec,
});
const route = (match: object): Manifest => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'jazz', namespace: 'prod' },
  spec: { rules: [{ matches: [match] }] },
});
const virtualNode = (spec: object, more: object = {}): Manifest => ({
  apiVersion: 'appmesh.k8s.aws/v1beta2',
  kind: 'VirtualNode',
  metadata: { name: 'jazz', namespace: 'prod' },
  spec,
  ...more,
});

describe('of the imported schemas', () => {
  it('every pattern is RE2, every rule compiles, and every format of a text is known', () => {
    for (const pattern of all('pattern')) expect(() => matches(String(pattern), '')).not.toThrow();
    for (const rule of all('rule')) expect(() => compileRule(String(rule))).not.toThrow();
    const ofNumbers = new Set(['int32', 'int64', 'double']);
    for (const format of all('format'))
      if (!ofNumbers.has(String(format)))
        expect([format, formatOf(String(format), true)]).not.toEqual([format, undefined]);
  });

  it('two rules speak of changes only, and are not judged on one object', () => {
    const skipped = schemaIndex().map(({ apiVersion, kind }) =>
      changeRules(schemaFor(apiVersion, kind) ?? {}),
    );
    expect(skipped.reduce((sum, count) => sum + count, 0)).toBe(2);
  });
});

describe('what is judged as the API server judges it', () => {
  it('a field outside the schema is refused, also at the root of a kind that keeps unknown fields', () => {
    expect(found(virtualNode({}, { spce: {} }))).toEqual(['schema/unknown-field /spce']);
    expect(schemaFindings(virtualNode({ listners: [] }))[0]).toMatchObject({ nearest: 'listeners' });
  });

  it('an annotation is text, and so is a label', () => {
    const metadata: object = {
      name: 'jazz',
      namespace: 'prod',
      labels: { canary: true },
      annotations: { a: 1 },
    };
    expect(found({ ...service({}), ...JSON.parse(JSON.stringify({ metadata })) })).toEqual([
      'schema/type /metadata/labels/canary',
      'schema/type /metadata/annotations/a',
    ]);
  });

  it('a port is a number or a name where the kind says so, and a number elsewhere', () => {
    expect(
      found(
        service({
          ports: [
            { port: 80, targetPort: 'http' },
            { port: 81, targetPort: 8080 },
          ],
        }),
      ),
    ).toEqual([]);
    expect(found(service({ ports: [{ port: '80' }, { port: 80.5 }, { port: 3e9 }] }))).toEqual([
      'schema/type /spec/ports/0/port',
      'schema/type /spec/ports/1/port',
      'schema/range /spec/ports/2/port',
    ]);
  });

  it('two items with the same keys are one too many, with the default of a key that is not written', () => {
    const ports = [
      { name: 'a', port: 53 },
      { name: 'b', port: 53, protocol: 'UDP' },
      { name: 'c', port: 53, protocol: 'TCP' },
    ];
    expect(found(service({ ports }))).toEqual(['schema/duplicate-item /spec/ports/2']);
  });

  it('a null in a custom kind is an error, in one that a webhook writes anew a warning, and as good as nothing in others', () => {
    expect(schemaFindings(virtualNode({ awsName: null }))).toMatchObject([{ rule: 'schema/null' }]);
    expect(schemaFindings(virtualNode({ awsName: null }))[0]?.severity).toBeUndefined();
    const timeout = {
      apiVersion: 'kuma.io/v1alpha1',
      kind: 'MeshTimeout',
      metadata: { name: 'all', namespace: 'prod' },
      spec: { targetRef: null },
    };
    expect(schemaFindings(timeout)).toMatchObject([{ rule: 'schema/null', severity: 'warning' }]);
    expect(schemaFindings(service({ selector: null }))).toMatchObject([
      { rule: 'schema/null', severity: 'notice' },
    ]);
    expect(found(service({ ports: [null] }))).toEqual(['schema/null /spec/ports/0']);
  });

  it('a CEL rule sees the defaults of the schema', () => {
    expect(found(route({ path: { value: '/jazz' } }))).toEqual([]);
    // The default of `type` is PathPrefix, whose value is absolute.
    expect(found(route({ path: { value: 'jazz' } }))).toEqual(['schema/cel /spec/rules/0/matches/0/path']);
    expect(found(route({ path: { type: 'RegularExpression', value: 'jazz' } }))).toEqual([]);
  });

  it('a CEL rule is not tried on an object that breaks the schema', () => {
    expect(found(route({ path: { value: 'jazz' }, pth: 1 }))).toEqual([
      'schema/unknown-field /spec/rules/0/matches/0/pth',
    ]);
  });

  it('a form of oneOf may ask for what a default brings', () => {
    const gateway = (address: object): Manifest => ({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'kong', namespace: 'prod' },
      spec: {
        gatewayClassName: 'kong',
        listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
        addresses: [address],
      },
    });
    expect(found(gateway({ value: '10.0.0.1' }))).toEqual([]);
    expect(found(gateway({ value: 'fe80::1' }))).toEqual([]);
    expect(found(gateway({ type: 'Hostname', value: 'kong.example.com' }))).toEqual([]);
    expect(found(gateway({ value: 'kong.example.com' }))).toEqual(['schema/alternative /spec/addresses/0']);
  });

  it('a length is counted in characters, not in the units that JavaScript has', () => {
    const upstream = (size: number): Manifest => ({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'kong', namespace: 'prod' },
      spec: {
        gatewayClassName: '🎷'.repeat(size),
        listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
      },
    });
    expect(found(upstream(253))).toEqual([]);
    expect(found(upstream(254))).toEqual(['schema/size /spec/gatewayClassName']);
  });

  it('the value of a Secret is never shown', () => {
    const secret: Manifest = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'key', namespace: 'prod' },
      data: { key: 'not base64 at all' },
      stringData: { port: 8080 },
    };
    const findings = schemaFindings(secret);
    expect(findings.map(({ rule }) => rule)).toEqual(['schema/format', 'schema/type']);
    expect(JSON.stringify(findings)).not.toMatch(/not base64 at all|8080/);
    expect(findings.every(({ hidden }) => hidden === true)).toBe(true);
  });
});

describe('formats and patterns', () => {
  it.each([
    ['ipv4', '10.0.0.1', '10.0.0.01'],
    ['ipv4', '255.255.255.255', '256.0.0.1'],
    ['ipv6', '::1', ':1'],
    ['ipv6', '::ffff:10.0.0.1', '10.0.0.1::'],
    ['ipv6', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8:9'],
    ['byte', 'aGk=', 'aGk'],
    ['date-time', '2024-02-29T08:00:00Z', '2023-02-29T08:00:00Z'],
    ['quantity', '128Mi', '128MB'],
    ['quantity', '1e3', '1.5.2'],
  ])('%s takes %s and not %s', (name, good, bad) => {
    const format = formatOf(name, true);
    expect([format?.test(good), format?.test(bad)]).toEqual([true, false]);
  });

  it('a pattern is read as Go reads it, and no text makes it hang', () => {
    expect(matches('^\\Qa.b\\E$', 'a.b')).toBe(true);
    expect(matches('(?P<name>x)', 'xyz')).toBe(true);
    expect(() => matches('(?=x)', 'x')).toThrow();
    // Letters and numbers of any script, in texts of ASCII and in others.
    expect(['a1', 'ä²', 'a-', 'ä-', '-]'].map((text) => matches('^[\\p{N}\\p{L}.]*$', text))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(['ab7', 'äb٣', '7ab'].map((text) => matches('^\\p{L}+\\p{N}$', text))).toEqual([
      true,
      true,
      false,
    ]);
    expect(['a', '1', ']', 'ä'].map((text) => matches('^[[:alpha:]\\p{N}]$', text))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(['\\p{L}', '\\a'].map((text) => matches('^\\\\p\\{L\\}$', text))).toEqual([true, false]);
    expect(matches('^(a+)+$', `${'a'.repeat(50_000)}!`)).toBe(false);
  });
});
