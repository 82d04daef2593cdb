import {
  connectionRetryEvent,
  type HttpRetryEvent,
  httpRetryEvents,
  type Retries,
} from '../../../config/graph/traffic';
import { milliseconds } from './duration';

/** The enumerations of one protocol's retry policy. */
export interface RetryEnumerations<HttpEvent, TcpEvent, Unit> {
  readonly http: Readonly<Record<HttpRetryEvent, HttpEvent>>;
  readonly connection: TcpEvent;
  readonly unit: Unit;
}

/** The enumerations of the events of http, by the words of a service graph. */
export function httpEvents<HttpEvent>(events: {
  readonly SERVER_HYPHEN_ERROR: HttpEvent;
  readonly GATEWAY_HYPHEN_ERROR: HttpEvent;
  readonly CLIENT_HYPHEN_ERROR: HttpEvent;
  readonly STREAM_HYPHEN_ERROR: HttpEvent;
}): Readonly<Record<HttpRetryEvent, HttpEvent>> {
  return {
    'server-error': events.SERVER_HYPHEN_ERROR,
    'gateway-error': events.GATEWAY_HYPHEN_ERROR,
    'client-error': events.CLIENT_HYPHEN_ERROR,
    'stream-error': events.STREAM_HYPHEN_ERROR,
  };
}

/** A route's further tries. App Mesh asks for the time limit of each (`unsupportedByAppMesh`). */
export function retryPolicy<HttpEvent, TcpEvent, Unit>(
  retries: Retries,
  enumerations: RetryEnumerations<HttpEvent, TcpEvent, Unit>,
) {
  const http = httpRetryEvents
    .filter((event) => retries.on.includes(event))
    .map((event) => enumerations.http[event]);
  return {
    maxRetries: retries.attempts,
    perRetryTimeout: milliseconds(enumerations.unit, retries.perTryMilliseconds ?? 0),
    ...(http.length === 0 ? {} : { httpRetryEvents: http }),
    ...(retries.on.includes(connectionRetryEvent) ? { tcpRetryEvents: [enumerations.connection] } : {}),
  };
}
