import { check } from '../../../checks/check';
import { rules } from '../../../checks/rules';
import type { Manifest } from '../../../references/manifest';
import { buildIndex } from '../../../references/reference-index';
import { recordedIn } from './recorded';

interface Recorded {
  readonly shared: Readonly<Record<string, Manifest>>;
  readonly answers: readonly {
    readonly name: string;
    readonly taken: boolean;
    readonly objects: readonly (string | Manifest)[];
  }[];
  readonly annotations: readonly (readonly string[])[];
}

const recorded = recordedIn<Recorded>('kong-3.5.13.json');

/** What a lone object lacks around it, which says nothing of the object. */
const surroundings =
  /^(general\/(missing|dangling|secret-object)|secrets\/missing-secret|kong\/(unused|path-match))/;
const given = [
  'kong-crds',
  'Namespace prod',
  'Namespace other',
  'Namespace kong',
  'Service prod/jazz',
].concat(['IngressClass kong']);

function errors(objects: readonly Manifest[]): readonly { readonly rule: string; readonly path: string }[] {
  const { findings } = check({ index: buildIndex(objects, { given }), given }, rules);
  return findings.filter(({ rule, severity }) => severity === 'error' && !surroundings.test(rule));
}

const { shared } = recorded;

describe('what the controller, its webhook and the gateway answered to objects of Kong', () => {
  const answers = recorded.answers.map(({ name, taken, objects }) => ({
    name,
    taken,
    objects: objects.flatMap((one): Manifest[] => {
      const object = typeof one === 'string' ? shared[one] : one;
      return object === undefined ? [] : [object];
    }),
  }));

  it('is what is said of them, but for what is not there and has rules of its own', () => {
    const passed = answers.filter(({ taken, objects }) => !taken && errors(objects).length === 0);
    expect(passed.map(({ name }) => name)).toEqual(['service missing', 'client-cert missing']);
    const refused = answers.filter(({ taken, objects }) => taken && errors(objects).length > 0);
    expect(refused.map(({ name }) => name)).toEqual([]);
    expect(answers).toHaveLength(72);
  });
});

describe('what came of an annotation', () => {
  const onService = /\/(protocol|path|host-header|.*-timeout|retries|tls-verify.*|service-upstream)$/;
  const [release, repository] = ['HelmRelease kong', 'HelmRepository kong'].map((name) => shared[name]);
  const judged = recorded.annotations.map(([annotation = '', value = '', result = '']) => {
    const ofService = onService.test(annotation);
    const annotations = { [annotation]: value };
    const service: Manifest = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'jazz', namespace: 'prod', annotations: ofService ? annotations : {} },
      spec: { selector: { app: 'jazz' }, ports: [{ name: 'http', port: 9080 }] },
    };
    const backend = { service: { name: 'jazz', port: { number: 9080 } } };
    const ingress: Manifest = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        name: 'dj',
        namespace: 'prod',
        annotations: ofService ? { 'konghq.com/preserve-host': 'false' } : annotations,
      },
      spec: {
        ingressClassName: 'kong',
        rules: [{ http: { paths: [{ path: '/jazz', pathType: 'Prefix', backend }] } }],
      },
    };
    const objects = [release, repository, service, ingress].flatMap((one) =>
      one === undefined ? [] : [one],
    );
    return { name: `${annotation}: ${value}`, result, said: errors(objects).map(({ rule }) => rule) };
  });

  it('is no error where it took effect', () => {
    const wrong = judged.filter(({ result, said }) => result === 'effective' && said.length > 0);
    expect(wrong.map(({ name, said }) => `${name} ${said.join()}`)).toEqual([]);
  });

  it('is called an outage where the gateway refused the whole configuration', () => {
    const stopped = judged.filter(({ result }) => result === 'push');
    expect(stopped.length).toBeGreaterThan(15);
    const silent = stopped.filter(({ said }) => !said.some((rule) => rule.startsWith('kong-configuration/')));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('is an error where the webhook refused it or the controller dropped the object', () => {
    const silent = judged.filter(({ result, said }) => /webhook|event/.test(result) && said.length === 0);
    expect(silent.map(({ name }) => name)).toEqual([]);
  });
});
