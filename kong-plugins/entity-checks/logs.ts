import { pointer } from '../fault';
import { isHeaderName } from '../forms';
import { type EntityCheck, fault, has, isText, recordOf } from './entity-check';

const httpLogSource = 'Kong/kong kong/plugins/http-log/schema.lua';
const openTelemetrySource = 'Kong/kong kong/plugins/opentelemetry/schema.lua';
const functionSource = 'Kong/kong kong/plugins/pre-function/_schema.lua';

/** Keys of a map of headers are header names. */
function headerNames(source: string): EntityCheck {
  return (config) =>
    Object.keys(recordOf(config, 'headers')).flatMap((name) => {
      if (isHeaderName(name)) return [];
      const expected = 'a header name of letters, digits, - and _';
      return [fault('pattern', pointer('/headers', name), name, expected, `give ${expected}`, source)];
    });
}

const ownHeaders = new Set(['host', 'content-length', 'content-type']);

/** The rules of http-log: headers that the plugin sets itself, and one way to sign in. */
export const httpLog: readonly EntityCheck[] = [
  headerNames(httpLogSource),
  (config) =>
    Object.keys(recordOf(config, 'headers')).flatMap((name) => {
      if (!ownHeaders.has(name.toLowerCase())) return [];
      const mend = name.toLowerCase() === 'content-type' ? 'use content_type' : `leave ${name} out`;
      const path = pointer('/headers', name);
      return [fault('combination', path, name, 'a header that the plugin does not set', mend, httpLogSource)];
    }),
  (config) => {
    const { http_endpoint: endpoint } = config;
    if (!isText(endpoint) || !URL.canParse(endpoint) || new URL(endpoint).username === '') return [];
    const name = Object.keys(recordOf(config, 'headers')).find(
      (one) => one.toLowerCase() === 'authorization',
    );
    if (name === undefined) return [];
    const found = 'user information in http_endpoint, and an Authorization header';
    const mend = 'take the user information out of the URL';
    return [fault('combination', pointer('/headers', name), found, 'one of the two', mend, httpLogSource)];
  },
];

/** The rules of opentelemetry: without an endpoint it sends nothing. */
export const openTelemetry: readonly EntityCheck[] = [
  headerNames(openTelemetrySource),
  (config, context) => {
    const flat = ['traces_endpoint', 'logs_endpoint', 'access_logs_endpoint', 'endpoint'];
    if (flat.some((key) => has(config, key, context))) return [];
    const nested = ['metrics', 'access_logs'];
    if (nested.some((key) => has(recordOf(config, key), 'endpoint', context, pointer('', key)))) return [];
    const expected = 'traces_endpoint, logs_endpoint, metrics.endpoint or access_logs.endpoint';
    return [fault('doubtful', '', 'no endpoint', expected, 'give traces_endpoint', openTelemetrySource)];
  },
];

const phases = ['certificate', 'rewrite', 'access', 'header_filter', 'body_filter', 'log'].concat([
  'ws_handshake',
  'ws_client_frame',
  'ws_upstream_frame',
  'ws_close',
]);

/** The rules of pre-function and post-function: code for some phase. */
export const functions: readonly EntityCheck[] = [
  (config, context) => {
    if (phases.some((phase) => has(config, phase, context))) return [];
    return [
      fault(
        'required',
        '',
        'no phase',
        `one of ${phases.join(', ')}`,
        'give access, with Lua',
        functionSource,
      ),
    ];
  },
];
