import { check } from '../../../checks/check';
import { rules } from '../../../checks/rules';
import type { Manifest } from '../../../references/manifest';
import { buildIndex } from '../../../references/reference-index';
import { recordedIn } from './recorded';

/** What a lone object lacks around it, which says nothing of the object. */
const surroundings =
  /\/(missing-namespace|missing-kind|missing-object|missing-secret|store-without-role|unknown-host|unused-credential|selects-no-pods)$/;
const given = [
  'app-mesh-controller',
  'external-secrets',
  'kong-crds',
  'IngressClass kong',
  'Namespace prod',
  'SecretStore prod/store',
];

/** The rules that have an error, besides those of surroundings. */
function errorsIn(objects: readonly Manifest[]): readonly string[] {
  const context = { index: buildIndex(objects, { given }), given };
  return check(context, rules).findings.flatMap(({ rule, severity }) =>
    severity === 'error' && !surroundings.test(rule) ? [rule] : [],
  );
}

interface Recorded {
  readonly program: string;
  readonly objects: readonly unknown[];
  /** Each: a name, 1 where the program took the objects, and which they are. */
  readonly answers: readonly (readonly (string | number | readonly number[])[])[];
}

const programs = ['external-secrets-2.9.0', 'app-mesh-1.13.3', 'kong-crds-1.5.2'].map((name) =>
  recordedIn<Recorded>(`${name}.json`),
);
const webhook = recordedIn<{
  readonly answers: readonly (readonly [taken: number, kind: string, spec: object])[];
}>('external-secrets-webhook-2.9.0.json');

/** Answers that no rule may repeat, and why. */
const excepted: Readonly<Record<string, string>> = {
  'store-vault': 'the operator that was asked had been built without Vault',
};

function cases({ answers, objects }: Recorded): [string, boolean, readonly Manifest[]][] {
  return answers.flatMap(([name, taken, numbers]): [string, boolean, readonly Manifest[]][] => {
    if (typeof name !== 'string' || !Array.isArray(numbers) || excepted[name] !== undefined) return [];
    const own: Manifest[] = JSON.parse(JSON.stringify(numbers.map((number: number) => objects[number])));
    return [[name, taken === 1, own]];
  });
}

describe.each(programs.map((recorded) => [recorded.program, recorded] as const))('%s', (_, recorded) => {
  test.each(cases(recorded))('%s: taken is %p, as the program answered', (_name, taken, objects) => {
    const errors = errorsIn(objects);
    if (taken) expect(errors).toEqual([]);
    else expect(errors).not.toEqual([]);
  });
});

/** Rules about what the CRD refuses, without which the webhook was asked, and about what the API server refuses later. */
const ofOthers = /^schema\/|^secrets\/type-keys$/;

test('253 objects are judged as the webhook of External Secrets judged them', () => {
  const asked = webhook.answers.map(([taken, kind, spec], i) => {
    const metadata = { name: `object-${i}`, ...(kind === 'ClusterSecretStore' ? {} : { namespace: 'prod' }) };
    const object: Manifest = JSON.parse(
      JSON.stringify({ apiVersion: 'external-secrets.io/v1', kind, metadata, spec }),
    );
    return { taken: taken === 1, object };
  });
  const index = buildIndex(
    asked.map(({ object }) => object),
    { given },
  );
  const errors = new Map<Manifest, string[]>();
  for (const { object, rule, severity } of check({ index, given }, rules).findings)
    if (severity === 'error' && !surroundings.test(rule))
      errors.set(object, [...(errors.get(object) ?? []), rule]);
  const wrong = asked.flatMap(({ object, taken }) => {
    const found = errors.get(object) ?? [];
    const own = found.filter((rule) => !ofOthers.test(rule));
    if (taken ? own.length === 0 : found.length > 0) return [];
    return [`${taken ? 'taken' : 'refused'}: ${JSON.stringify(object.spec)} ${own.join(' ')}`];
  });
  expect(wrong).toEqual([]);
  expect(asked).toHaveLength(253);
});
