import type { Protocol } from '../../../../config/graph/service-graph';
import { grpcRetryEvents, httpRetryEvents, type RetryEvent } from '../../../../config/graph/traffic';
import { appMeshObjects } from '../../../mesh/compile-pair';
import { oneService } from '../graph';

/** The router of a service that is tried again after some events. */
function router(protocol: Protocol, on: readonly RetryEvent[]): unknown {
  const graph = oneService({ protocol, retries: { attempts: 3, perTryMilliseconds: 250, on } });
  return appMeshObjects(graph).find(({ kind }) => kind === 'VirtualRouter')?.spec;
}

const limits = { maxRetries: 3, perRetryTimeout: { unit: 'ms', value: 250 } };

describe.each(['http', 'http2', 'grpc'] as const)('a route of %s is tried again', (protocol) => {
  const written = (on: readonly RetryEvent[]) => router(protocol, on);
  const expected = (retryPolicy: object) => ({
    routes: [{ [`${protocol}Route`]: { retryPolicy: { ...limits, ...retryPolicy } } }],
  });

  test.each(httpRetryEvents)('after %s, by its own name', (event) => {
    expect(written([event])).toMatchObject(expected({ httpRetryEvents: [event] }));
  });

  test('after a connection that fails', () => {
    expect(written(['connection-error'])).toMatchObject(expected({ tcpRetryEvents: ['connection-error'] }));
  });
});

test.each(grpcRetryEvents)('a route of grpc is tried again after %s, by its own name', (event) => {
  expect(router('grpc', [event])).toMatchObject({
    routes: [{ grpcRoute: { retryPolicy: { ...limits, grpcRetryEvents: [event] } } }],
  });
});
