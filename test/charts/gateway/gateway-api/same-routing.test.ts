import fc from 'fast-check';
import { clusterObjects } from '../../../../charts/cluster';
import { libraryOf } from '../../../../config/library';
import { judgeFile } from '../../../../config/parse';
import { times } from '../../../long';
import { applicationFile, clusterFile } from '../../application/publication/published';
import { calls, drawnPublication } from './drawn';
import { answersOf } from './kong-answers';
import { kongRoutes } from './kong-routes';

const gateway = (routes: string) => `gateway: {mode: kic, version: "3.9", routes: ${routes}}`;

/** The routes of Kong's that a publication becomes in a form; the problems of its files instead where it is refused. */
function routesOf(publish: unknown, form: 'ingress' | 'gateway-api') {
  const given = ['gateway-api-crds', 'Secret shop/shop-tls'];
  const { config, problems } = judgeFile(
    { name: 'clusters/one.yaml', text: clusterFile({ gateway: gateway(form), given }) },
    libraryOf(
      [],
      [
        {
          name: 'applications/shop.yaml',
          text: applicationFile(`publish: ${JSON.stringify(publish)}`),
        },
      ],
    ),
  );
  const errors = problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  if (config === undefined || errors.length > 0) return { errors };
  const told = problems.map(({ message }) => message);
  return { told, routes: kongRoutes(clusterObjects(config).objects.map(({ manifest }) => manifest)) };
}

/**
 * Of an Ingress for gRPC and one for HTTP on one host one takes calls of the other, and refuses them; a GRPCRoute, which is
 * expressions of calls of gRPC, leaves them to whom they are for.
 */
const refused = '"not by this protocol"';

test('an Ingress and the routes of Gateway API take the same calls, and do the same with them', () => {
  let asked = 0;
  fc.assert(
    fc.property(drawnPublication, (publish) => {
      const ingress = routesOf(publish, 'ingress');
      const gatewayApi = routesOf(publish, 'gateway-api');
      if ('errors' in ingress || 'errors' in gatewayApi) {
        const known = [
          'an exact path beside a prefix that is all paths',
          'calls of gRPC that a route of HTTP takes',
        ];
        const said = 'errors' in gatewayApi ? gatewayApi.errors : [];
        expect(said.filter((message) => !known.includes(message))).toEqual(
          'errors' in ingress ? ingress.errors : [],
        );
        return;
      }
      asked += 1;
      const different = calls.flatMap((call) => {
        // Where two routes have one rank the older one wins, which no file says: either answer is right.
        const [left, right] = [answersOf(ingress.routes, call), answersOf(gatewayApi.routes, call)];
        if (left.includes(refused)) return [];
        if (
          call.path === '/' &&
          gatewayApi.told.includes('an expression for / beside a prefix that is all paths')
        )
          return [];
        return right.every((each) => left.includes(each)) ? [] : [{ call, left, right }];
      });
      expect(different.slice(0, 1)).toEqual([]);
    }),
    { numRuns: times(40, 5000) },
  );
  expect(asked).toBeGreaterThan(10);
});
