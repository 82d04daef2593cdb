import { parseAllDocuments } from 'yaml';
import { check } from '../../checks/check';
import { exampleHybrid, exampleOperator, operatorGiven } from '../../checks/kong-operator/example';
import { rules } from '../../checks/rules';
import type { Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';

const asked = rules.filter(({ id }) => id === 'kong/routes-by-listener');
const open = 'allowedRoutes: {namespaces: {from: All}}';
const listeners = `{name: http, port: 80, protocol: HTTP, ${open}}, {name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: dj-tls}]}, ${open}}`;

const ingressController = `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: kong}
spec: {controllerName: konghq.com/kic-gateway-controller}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: kong, namespace: kong}
spec: {gatewayClassName: kong, listeners: [${listeners}]}
`;
const gateways = {
  'the ingress controller': ingressController,
  'Kong Operator': exampleOperator('{}', listeners),
  Konnect: exampleHybrid(undefined, listeners),
};
/** Of one class, but maybe of two controllers. */
const both = `${ingressController}---${ingressController.replace('name: kong, namespace', 'name: other, namespace')}`;
/** Gateways of others know a listener's routes apart. */
const foreign = ingressController.replace('konghq.com/kic-gateway-controller', 'example.com/gateway');

const toHttps = 'filters: [{type: RequestRedirect, requestRedirect: {scheme: https, statusCode: 301}}]';
const jazz = 'backendRefs: [{name: jazz, port: 9080}]';

interface Route {
  readonly gateway?: string;
  readonly parent?: string;
  readonly hosts?: string;
  readonly matches?: string;
  readonly annotations?: string;
  readonly namespace?: string;
  readonly action?: string;
}

function route(name: string, from: Route, section: string, action: string): string {
  const { parent = `sectionName: ${section}`, hosts = 'dj.example.com', matches, annotations = '' } = from;
  return `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}, namespace: ${from.namespace ?? 'prod'}, annotations: {${annotations}}}
spec:
  parentRefs: [{name: ${from.gateway ?? 'kong'}, namespace: kong${parent === '' ? '' : `, ${parent}`}}]
  hostnames: [${hosts}]
  rules: [{${matches === undefined ? '' : `matches: [${matches}], `}${from.action ?? action}}]
`;
}

/** What is said of a route on the listener by HTTP, a redirect if nothing else is said, beside a service on that by HTTPS. */
function said(plain: Route, secure: Route, gateway: string = ingressController): readonly string[] {
  const yaml = `${gateway}${route('plain', plain, 'http', toHttps)}${route('dj', secure, 'https', jazz)}`;
  const objects = parseAllDocuments(yaml).map((document) => document.toJS() as Manifest);
  const given = [...operatorGiven, 'Secret kong/dj-tls'];
  return check({ index: buildIndex(objects, { given }), given }, asked).findings.map(
    ({ severity, object, message, mend }) => `${severity} ${object.metadata.name}: ${message}; ${mend}`,
  );
}

const prefix = (path: string) => `{path: {type: PathPrefix, value: ${path}}}`;

describe('routes of two listeners', () => {
  it.each(Object.entries(gateways))(
    'of one host and path are one route too many, served by %s',
    (_, gateway) => {
      expect(said({}, {}, gateway)).toEqual([
        expect.stringMatching(
          /^error plain: Kong takes either this route or HTTPRoute prod\/dj for every call/,
        ),
      ]);
    },
  );

  it('are mended by an annotation, and in Konnect, which reads none, by a plugin', () => {
    expect(said({}, {})[0]).toMatch(
      /set konghq.com\/https-redirect-status-code: "301" on HTTPRoute prod\/dj/,
    );
    expect(said({}, {}, gateways.Konnect)[0]).toMatch(/without sectionName.*KongPlugin/);
  });

  it.each<[what: string, plain: Route, secure: Route]>([
    ['a redirect of every host', { hosts: '' }, {}],
    ['a redirect of a wildcard', { hosts: '"*.example.com"' }, {}],
    ['a redirect of every path', {}, { matches: prefix('/dj') }],
    ['a redirect of a shorter path', { matches: prefix('/dj') }, { matches: prefix('/dj/jazz/') }],
    ['a redirect of any method', {}, { matches: '{method: GET, path: {value: /dj}}' }],
  ])('where %s never runs for a service within it', (_, plain, secure) => {
    expect(said(plain, secure)).toEqual([
      expect.stringMatching(/^warning plain: this redirect never runs for calls of HTTPRoute prod\/dj/),
    ]);
  });

  it('where a redirect within a service takes its calls by HTTPS', () => {
    expect(said({ matches: prefix('/login') }, {})).toEqual([
      expect.stringMatching(/^warning plain: this redirect answers calls by HTTPS too/),
    ]);
  });

  it('are told of two services as well', () => {
    expect(said({ action: 'backendRefs: [{name: metal, port: 9080}]' }, {})).toEqual([
      expect.stringMatching(/^error plain: .*write one HTTPRoute for both/),
    ]);
  });

  it.each<[what: string, plain: Route, secure: Route, gateway?: string]>([
    ['of other hosts', { hosts: 'other.example.com' }, {}],
    ['of other paths', { matches: prefix('/dj') }, { matches: prefix('/djs') }],
    [
      'of another header',
      { matches: '{headers: [{name: x, value: a}]}' },
      { matches: '{headers: [{name: x, value: b}]}' },
    ],
    [
      'where Kong itself sends plain HTTP on',
      { hosts: '' },
      { annotations: 'konghq.com/https-redirect-status-code: "308"' },
    ],
    ['where the service is on both listeners', {}, { parent: '' }],
    [
      'where a challenge of ACME is answered beside the service',
      {
        matches: '{path: {type: Exact, value: /.well-known/acme-challenge/token}}',
        action: 'backendRefs: [{name: solver, port: 8089}]',
      },
      {},
    ],
    ["of somebody else's gateway", {}, {}, foreign],
    ['of two Gateways', { gateway: 'other' }, {}, both],
    [
      'of a namespace that the listener does not take',
      { namespace: 'other' },
      {},
      ingressController.replace(open, 'allowedRoutes: {namespaces: {from: Same}}'),
    ],
  ])('are left alone %s', (_, plain, secure, gateway = ingressController) => {
    expect(said(plain, secure, gateway)).toEqual([]);
  });
});
