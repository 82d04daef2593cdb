import { objectsOf } from '../../commands/output-objects';
import { maxTextLength } from '../../config/limits';
import { nearest } from '../../references/nearest';
import { Random } from '../cluster/generated/random';
import { times } from '../long';
import { hostileText } from './documents';
import { checked, compared, pictured } from './said';
import { forEachInput } from './seed';
import { expectPrintable } from './unprintable';

const count = times(6, 5_000);

test(`check says something printable of ${count} texts that nobody should write, in every format`, () => {
  forEachInput(count, (number) => expectPrintable(checked(hostileText(new Random(number)))));
}, 3_600_000);

test(`diff says something printable of ${count} pairs of such texts, in every format`, () => {
  forEachInput(count, (number) => {
    const random = new Random(number);
    expectPrintable(compared(hostileText(random), hostileText(random)) ?? {});
  });
}, 3_600_000);

test(`topology draws ${count} such texts`, () => {
  forEachInput(count, (number) => expectPrintable(pictured(hostileText(new Random(number))) ?? {}));
}, 3_600_000);

describe('what mutants found stays mended:', () => {
  test('labels and annotations that are null are as good as none', () => {
    const text =
      '{apiVersion: v1, kind: Service, metadata: {name: a, labels: null, annotations: null}, spec: {ports: [{port: 80}]}}';
    expect(checked(text).json).not.toContain('/metadata/annotations');
    const ingress = text
      .replace('v1, kind: Service', 'networking.k8s.io/v1, kind: Ingress')
      .replace(/spec.*/, 'spec: {ingressClassName: kong}}');
    expect(() => checked(ingress)).not.toThrow();
  });

  test('an annotation of Argo CD that is null is a wrong type and no exception', () => {
    const text =
      '{apiVersion: v1, kind: ConfigMap, metadata: {name: a, annotations: {argocd.argoproj.io/sync-options: null}}}';
    expect(() => checked(text)).not.toThrow();
  });

  test('a key toString in the values of a chart is a key like any other, to check, diff and topology', () => {
    const release = (version: string) => `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: kong, namespace: kong}
spec:
  interval: 1h
  chart: {spec: {chart: ingress, version: ${version}, sourceRef: {kind: HelmRepository, name: kong}}}
  values: {gateway: {env: {role: [{toString: a}], database: {valueOf: b}}, proxy: {type: {toString: 1}}}}
`;
    expect(() => checked(release('0.24.0'))).not.toThrow();
    expect(() => compared(release('0.24.0'), release('0.23.0'))).not.toThrow();
    expect(() => pictured(release('0.24.0'))).not.toThrow();
  });

  test('a name that is none is like no other name', () => {
    const none: unknown = JSON.parse('null');
    expect(Reflect.apply(nearest, undefined, [none, ['a']])).toBeUndefined();
  });
});

test('diff and topology refuse a text that no API server stores, at its line, as check does', () => {
  const long = (length: number) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a: ${'x'.repeat(length)}\n`;
  const read = (text: string) => objectsOf(new Map([['a.yaml', text]]), 'dist/a');
  expect(() => read(long(maxTextLength + 1))).toThrow(
    `dist/a/a.yaml:5: a text of ${maxTextLength + 1} characters`,
  );
  expect(read(`${long(maxTextLength)}  b: ${'y'.repeat(1_000)}\n`)).toHaveLength(1);
});
