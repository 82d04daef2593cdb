import fc from 'fast-check';
import { judge } from '../../../commands/check/judge';
import { objectsOf, type ReadObject } from '../../../commands/manifests/objects';
import { plainScalar } from '../../../commands/manifests/scalars';
import { placeIn } from '../../../commands/yaml-place';
import { type Problem, sourceText } from '../../../config/problem';
import { times } from '../../long';

function read(text: string, lenient = false): { objects: ReadObject[]; problems: Problem[] } {
  const objects: ReadObject[] = [];
  const problems: Problem[] = [];
  for (const each of objectsOf(sourceText('a.yaml', text), { lenient })) {
    if ('severity' in each) problems.push(each);
    else objects.push(each);
  }
  return { objects, problems };
}

const said = (text: string) => read(text).problems.map(({ line, message }) => `${line}: ${message}`);
const names = (text: string) => read(text).objects.map(({ manifest }) => manifest.metadata.name);
const configMap = (name: string, data = 'data: {}') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: default}\n${data}\n`;

describe('a text', () => {
  it('has one object for each document, whatever divides and surrounds them', () => {
    expect(
      names(`# first\n---\n${configMap('a')}---\n# nothing here\n---\n${configMap('b')}...\n---\n`),
    ).toEqual(['a', 'b']);
    expect(names(`\ufeff${configMap('a').replaceAll('\n', '\r\n')}---\r\n${configMap('b')}`)).toEqual([
      'a',
      'b',
    ]);
    expect(names(JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } }))).toEqual([
      'a',
    ]);
    expect(names('')).toEqual([]);
  });

  it('has the items of its lists, also of typed ones', () => {
    const item = '{apiVersion: v1, kind: Secret, metadata: {name: a}}';
    expect(
      names(`{apiVersion: v1, kind: List, items: [${item}, {apiVersion: v1, kind: List, items: [${item}]}]}`),
    ).toEqual(['a', 'a']);
    const [object] = read('{apiVersion: v1, kind: ConfigMapList, items: [{metadata: {name: a}}]}').objects;
    expect(object).toMatchObject({ within: '/items/0', manifest: { apiVersion: 'v1', kind: 'ConfigMap' } });
  });

  it('is read as kubectl reads it', () => {
    const values = [
      'yes',
      'off',
      'y',
      '0x1F',
      '010',
      '0o17',
      '1_000',
      '1e3',
      '.5',
      '2026-01-01',
      '1:30',
      '~',
      '1.',
      '+1',
    ];
    expect(values.map(plainScalar)).toEqual([
      true,
      false,
      true,
      31,
      8,
      15,
      1000,
      1000,
      0.5,
      '2026-01-01',
      '1:30',
      null,
      1,
      1,
    ]);
    const [object] = read(configMap('a', 'data: {a: "yes", b: !!str 1, <<: {c: x}, 1: y}')).objects;
    expect(object?.manifest.data).toEqual({ a: 'yes', b: '1', c: 'x', '1': true });
  });

  it('says of a document that is no object what it lacks, and in a folder only mentions it', () => {
    expect(said('kind: Service\nmetadata: {name: a}\n')).toEqual(['1: not a Kubernetes object']);
    expect(read('kind: Service\n').problems[0]).toMatchObject({
      severity: 'error',
      expected: 'apiVersion, such as v1',
    });
    expect(read('replicaCount: 2\n', true).problems[0]).toMatchObject({ severity: 'notice' });
    expect(
      read('apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n', true)
        .problems[0],
    ).toMatchObject({
      severity: 'notice',
      mend: expect.stringContaining('kustomize build'),
    });
  });

  it('knows a template that has not been rendered', () => {
    const template = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\n';
    expect(read(template).problems[0]).toMatchObject({
      line: 4,
      mend: expect.stringMatching(/render|template/),
    });
  });

  it('names a key that is twice in a map, and keeps the last', () => {
    const [object] = read(configMap('a', 'data:\n  x: {y: "1"}\n  "x": "2"\n')).objects;
    expect(object).toMatchObject({
      duplicates: [{ path: '/data/x', key: 'x' }],
      manifest: { data: { x: '2' } },
    });
  });
});

describe('hostile input', () => {
  it('aliases that explode are refused', () => {
    const lines = Array.from(
      { length: 30 },
      (_, level) => `  x${level + 1}: &x${level + 1} [*x${level}, *x${level}]`,
    );
    expect(said(configMap('a', `data:\n  x0: &x0 [a, a]\n${lines.join('\n')}`))).toEqual([
      expect.stringMatching(/^\d+: aliases that explode$/),
    ]);
  });

  it('an alias that contains itself is refused, and one of nothing', () => {
    expect(said(configMap('a', 'data: &a {x: *a}'))).toEqual(['4: an alias that contains itself']);
    expect(said(configMap('a', 'data: {x: *b}'))).toHaveLength(1);
  });

  it.each([
    ['lists', '['.repeat(100_000)],
    ['maps', '{a: '.repeat(100_000)],
    ['indentation', Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['dashes', '- '.repeat(100_000)],
  ])('%s nested too deep are refused', (_, text) => {
    expect(said(text)).toEqual([expect.stringContaining('nested too deep')]);
  });

  const many = times(1_000, 100_000);
  it(`${many} documents are read one by one`, () => {
    let count = 0;
    for (const each of objectsOf(sourceText('a.yaml', `${configMap('a')}---\n`.repeat(many)), {
      lenient: false,
    }))
      if (!('severity' in each)) count++;
    expect(count).toBe(many);
  }, 120_000);

  it.each([
    ['value', `data: {x: ${'a'.repeat(9_000_000)}}`],
    ['quoted value', `data: {x: "${'a'.repeat(9_000_000)}"}`],
    ['key', `data: {? "${'a'.repeat(9_000_000)}" : b}`],
  ])('a %s of 9 million characters, which no API server stores, is a problem with a place', (_what, data) => {
    const { objects, problems } = read(configMap('a', data));
    expect(objects).toEqual([]);
    expect(problems).toMatchObject([
      { message: 'a text that is too long', found: '9000000 characters', line: 4 },
    ]);
  });

  it('a scalar of a megabyte is text like any other', () => {
    const [object] = read(configMap('a', `data: {x: ${'a'.repeat(1_000_000)}}`)).objects;
    expect(JSON.stringify(object?.manifest.data)).toHaveLength(1_000_008);
  });

  it('keys that JavaScript gives a meaning to are keys like any other', () => {
    const [object] = read(
      configMap('a', 'data: {__proto__: {polluted: "1"}, constructor: "2", toString: "3"}'),
    ).objects;
    expect(Object.keys(object?.manifest.data ?? {})).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it.each([
    '\t- a',
    'a: b: c',
    '"',
    '&',
    '*',
    '!!binary aGk=',
    '? [a]\n: b',
    '%YAML 9\n---\na',
    '- a\nb',
    '`',
    '@',
    '{a',
    "'",
  ])('%j is a problem with a place, and no exception', (text) => {
    const { problems } = read(text);
    expect(problems.length).toBeGreaterThan(0);
    for (const { line, column, message, mend } of problems) {
      expect([line, column].every((each) => each >= 1)).toBe(true);
      expect([message, mend].every((each) => each !== '')).toBe(true);
    }
  });
});

describe('any input', () => {
  const judged = (text: string) => {
    const { objects } = read(text, true);
    const { findings } = judge([{ objects, given: [] }]);
    for (const { object, path } of findings) {
      const from = objects.find(({ manifest }) => manifest === object);
      if (from !== undefined) placeIn(from, `${from.within}${path}`);
    }
  };

  it('any text at all is read and judged without an exception', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), judged), {
      numRuns: times(40, 2_000),
    });
    const piece = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '[',
      ']',
      '{',
      '}',
      '&a ',
      '*a',
      '---\n',
      '"',
      "'",
      '|',
      '#',
      '!',
      '<<',
      '\t',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => judged(pieces.join(''))),
      { numRuns: times(40, 2_000) },
    );
  });

  it('any values in the fields that rules look at are judged without an exception', () => {
    const kinds: readonly (readonly [string, string])[] = [
      ['v1', 'Service'],
      ['v1', 'Namespace'],
      ['v1', 'Pod'],
      ['v1', 'Secret'],
      ['apps/v1', 'Deployment'],
      ['networking.k8s.io/v1', 'Ingress'],
      ['appmesh.k8s.aws/v1beta2', 'VirtualNode'],
      ['appmesh.k8s.aws/v1beta2', 'VirtualRouter'],
      ['appmesh.k8s.aws/v1beta2', 'GatewayRoute'],
      ['configuration.konghq.com/v1', 'KongPlugin'],
      ['configuration.konghq.com/v1', 'KongConsumer'],
      ['external-secrets.io/v1', 'ExternalSecret'],
      ['external-secrets.io/v1', 'SecretStore'],
      ['kuma.io/v1alpha1', 'MeshHTTPRoute'],
      ['kuma.io/v1alpha1', 'MeshTrafficPermission'],
      ['helm.toolkit.fluxcd.io/v2', 'HelmRelease'],
      ['kustomize.toolkit.fluxcd.io/v1', 'Kustomization'],
      ['argoproj.io/v1alpha1', 'Application'],
      ['iam.services.k8s.aws/v1alpha1', 'Role'],
      ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
    ];
    const key = fc.constantFrom(
      'spec',
      'template',
      'metadata',
      'labels',
      'annotations',
      'selector',
      'matchLabels',
      'containers',
      'ports',
      'rules',
      'http',
      'paths',
      'backend',
      'routes',
      'listeners',
      'data',
      'targetRef',
      'to',
      'from',
      'default',
      'config',
      'plugin',
      'values',
      'source',
      'name',
      'kind',
      'secretStoreRef',
      'remoteRef',
      'provider',
      'env',
      'volumes',
      'weightedTargets',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<unknown>(null, true, 0, -1, 1.5, '', 'a', 'prod/a', '80', 1e20),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    const object = fc.record({
      kind: fc.constantFrom(...kinds),
      spec: tree,
      data: tree,
      labels: tree,
      annotations: tree,
      config: tree,
    });
    fc.assert(
      fc.property(fc.array(object, { maxLength: 4 }), (drawn) => {
        const documents = drawn.map(
          ({ kind: [apiVersion, kind], spec, data, labels, annotations, config }, index) =>
            JSON.stringify({
              apiVersion,
              kind,
              metadata: { name: `a${index}`, namespace: 'prod', labels, annotations },
              spec,
              data,
              config,
            }),
        );
        judged(documents.join('\n---\n'));
      }),
      { numRuns: times(40, 2_000) },
    );
  });
});
