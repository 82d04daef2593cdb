import fc from 'fast-check';
import { parse } from 'yaml';
import { agreedScalar } from '../../../commands/manifests/agreed-scalars';
import { plainScalar } from '../../../commands/manifests/scalars';

/** What a plain scalar of YAML 1.2 stands for; undefined where the text is no plain scalar alone. */
function ofYaml12(text: string): unknown {
  try {
    const value: unknown = parse(`- ${text}\n`, { logLevel: 'silent' });
    return Array.isArray(value) && value.length === 1 ? value[0] : undefined;
  } catch {
    return undefined;
  }
}

function expectAgreed(text: string): void {
  const agreed = agreedScalar(text);
  if (agreed === undefined) return;
  expect([text, agreed]).toEqual([text, plainScalar(text)]);
  const other = ofYaml12(text);
  if (other !== undefined && typeof other !== 'object') expect([text, agreed]).toEqual([text, other]);
}

test.each([
  ['true', true],
  ['false', false],
  ['0', 0],
  ['8080', 8080],
  ['-17', -17],
  ['0.25', 0.25],
  ['jazz', 'jazz'],
  ['250m', '250m'],
  ['64Mi', '64Mi'],
  ['1.2.3', '1.2.3'],
  ['10.20.0.0/16', '10.20.0.0/16'],
])('%s stands for %p in every YAML', (text, value) => {
  expect(agreedScalar(text)).toBe(value);
  expectAgreed(text);
});

test.each([
  '',
  '~',
  'null',
  'yes',
  'Off',
  'y',
  'TRUE',
  '0644',
  '0x1f',
  '0o17',
  '1_000',
  '1e3',
  '-0',
  '.inf',
  '.NaN',
  '2026-01-01',
])('%p may differ, and is read slowly', (text) => {
  expect(agreedScalar(text)).toBeUndefined();
});

test('what is agreed is what YAML 1.2 and Kubernetes both say', () => {
  const signs = fc.string({
    unit: fc.constantFrom(...'0123456789_.+-eExXoOabinfNy:~'),
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(fc.property(signs, expectAgreed), { numRuns: 3_000 });
});
