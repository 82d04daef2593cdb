import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../../../checks/check';
import { rules } from '../../../checks/rules';
import type { Manifest } from '../../../references/manifest';
import { buildIndex } from '../../../references/reference-index';

/** An annotation, its value, and what came of it: refused by the webhook or the gateway, taken with its effect, or no effect seen. */
type Row = readonly [annotation: string, value: string, answer: 'taken' | 'refused' | 'nothing'];

/** Answers of Kong Ingress Controller 3.5.13 with the configuration parser of Kong Gateway 3.9.1, open source. */
const rows: readonly Row[] = JSON.parse(
  readFileSync(join(__dirname, 'kong-annotations-3.5.13.json'), 'utf8'),
);

const ofServices = /path$|protocol$|host-header|timeout|retries|tls-verify|service-upstream/;

const gateway: Manifest = {
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
  metadata: { name: 'kong', namespace: 'kong' },
  spec: {
    interval: '10m',
    chart: {
      spec: { chart: 'ingress', version: '0.22.0', sourceRef: { kind: 'HelmRepository', name: 'kong' } },
    },
    values: {
      gateway: { image: { repository: 'kong', tag: '3.9.1' } },
      controller: { ingressController: { image: { tag: '3.5' } } },
    },
  },
};

/** The annotation on the object that Kong reads it from, where it can have an effect. */
function objects(annotation: string, value: string): readonly Manifest[] {
  const isOfService = ofServices.test(annotation) && !/strip-path|regex|handling/.test(annotation);
  const ofIngress = {
    'konghq.com/protocols': annotation === 'konghq.com/snis' ? 'https' : 'http,https',
    ...(annotation === 'konghq.com/host-header' ? { 'konghq.com/preserve-host': 'false' } : {}),
    ...(isOfService ? {} : { [annotation]: value }),
  };
  const backend = { service: { name: 'jazz', port: { number: 9080 } } };
  return [
    gateway,
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'jazz', namespace: 'prod', annotations: isOfService ? { [annotation]: value } : {} },
      spec: { selector: { app: 'jazz' }, ports: [{ port: 9080 }] },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'jazz', namespace: 'prod', annotations: ofIngress },
      spec: {
        ingressClassName: 'kong',
        rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
      },
    },
  ];
}

function errorsOf(annotation: string, value: string): readonly string[] {
  const given = [
    'kong-crds',
    'IngressClass kong',
    'Namespace prod',
    'Namespace kong',
    'HelmRepository kong/kong',
  ];
  return check(
    { index: buildIndex(objects(annotation, value), { given }), given },
    rules.filter(({ id }) => /^kong(?:-configuration)?\//.test(id)),
  )
    .findings.filter(({ severity, path }) => severity === 'error' && path.includes('annotations'))
    .map(({ rule }) => rule);
}

describe('annotations of Kong, as the controller and the gateway answered', () => {
  it.each(rows.filter(([, , answer]) => answer === 'taken'))(
    '%s: %j has its effect, and is no error',
    (annotation, value) => {
      expect(errorsOf(annotation, value)).toEqual([]);
    },
  );

  it.each(rows.filter(([, , answer]) => answer === 'refused'))(
    '%s: %j is refused, and is an error',
    (annotation, value) => {
      expect(errorsOf(annotation, value)).not.toEqual([]);
    },
  );
});
