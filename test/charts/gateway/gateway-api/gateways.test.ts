import { clusterObjects } from '../../../../charts/cluster';
import { libraryOf } from '../../../../config/library';
import { judgeFile } from '../../../../config/parse';
import { applicationFile, clusterFile } from '../../application/publication/published';
import { kongRoutes } from './kong-routes';

const teams = ['blog', 'shop'];
const applications = teams.map((team) => ({
  name: `applications/${team}.yaml`,
  text: applicationFile(`publish:
  hosts: {${team}.example.com: {tls: {secretName: ${team}-tls}}}
  routes: {${team}: {host: ${team}.example.com, paths: {/: web}}, any-${team}: {paths: {/${team}: cart}}}
`).replace('namespace: shop', `namespace: ${team}`),
}));

function made(lines: string) {
  const text = clusterFile({
    gateway: `gateway: {mode: kic, version: "3.9", ${lines}}`,
    given: ['gateway-api-crds', ...teams.map((team) => `Secret ${team}/${team}-tls`)],
  }).replace('{shop: {}}', '{blog: {}, shop: {}}');
  const { config, problems } = judgeFile({ name: 'clusters/one.yaml', text }, libraryOf([], applications));
  const errors = problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  const objects = config === undefined ? [] : clusterObjects(config).objects.map(({ manifest }) => manifest);
  return { errors, objects };
}

const perTeam = made('routes: gateway-api, gateways: namespace');
const ofKind = (kind: string) => perTeam.objects.filter((object) => object.kind === kind);

test('each namespace that publishes has a Gateway, whose listeners take its own routes alone', () => {
  expect(perTeam.errors).toEqual([]);
  expect(ofKind('Gateway').map(({ metadata, spec }) => [metadata.namespace, spec])).toEqual(
    teams.map((team) => [
      team,
      {
        gatewayClassName: 'kong',
        listeners: [
          { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'Same' } } },
          {
            name: `https-${team}-example-com`,
            hostname: `${team}.example.com`,
            port: 443,
            protocol: 'HTTPS',
            tls: { mode: 'Terminate', certificateRefs: [{ name: `${team}-tls` }] },
            allowedRoutes: { namespaces: { from: 'Same' } },
          },
        ],
      },
    ]),
  );
});

test('routes attach to the Gateway beside them, and no certificate leaves its namespace', () => {
  const parents = ofKind('HTTPRoute').map(({ metadata, spec }) => [metadata.name, spec]);
  expect(parents).toEqual(
    teams.flatMap((team) => [
      [
        team,
        expect.objectContaining({ parentRefs: [{ name: 'kong', sectionName: `https-${team}-example-com` }] }),
      ],
      [`any-${team}`, expect.objectContaining({ parentRefs: [{ name: 'kong' }] })],
    ]),
  );
  expect(ofKind('ReferenceGrant')).toEqual([]);
  const shared = made('routes: gateway-api');
  expect(shared.objects.filter(({ kind }) => kind === 'ReferenceGrant')).toHaveLength(2);
  expect(kongRoutes(perTeam.objects)).toEqual(kongRoutes(shared.objects));
});

test('Gateways where routes are Ingresses are refused', () => {
  expect(made('gateways: namespace').errors).toEqual(['Gateways where routes are Ingresses']);
});
