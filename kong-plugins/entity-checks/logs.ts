import { isRecord } from '../context';
import { pointer } from '../fault';
import { before } from '../gateway-version';
import { urlParts } from '../host-names';
import { type EntityCheck, fault, has, hasAt, isText, listOf, recordOf } from './entity-check';

const httpLogSource = 'Kong/kong kong/plugins/http-log/schema.lua';
const openTelemetrySource = 'Kong/kong kong/plugins/opentelemetry/schema.lua';
const metricSource = 'Kong/kong kong/plugins/statsd/schema.lua, kong/plugins/datadog/schema.lua';
const functionSource = 'Kong/kong kong/plugins/pre-function/_schema.lua';

const ownHeaders = new Set(['host', 'content-length', 'content-type']);

/** The rules of http-log: headers that the plugin sets itself, and one way to sign in. */
export const httpLog: readonly EntityCheck[] = [
  (config) =>
    Object.keys(recordOf(config, 'headers')).flatMap((name) => {
      if (!ownHeaders.has(name.toLowerCase())) return [];
      const mend = name.toLowerCase() === 'content-type' ? 'use content_type' : `leave ${name} out`;
      const path = pointer('/headers', name);
      return [fault('combination', path, name, 'a header that the plugin does not set', mend, httpLogSource)];
    }),
  (config) => {
    const { http_endpoint: endpoint } = config;
    if (!isText(endpoint) || urlParts(endpoint).userinfo === undefined) return [];
    const name = Object.keys(recordOf(config, 'headers')).find(
      (one) => one.toLowerCase() === 'authorization',
    );
    if (name === undefined) return [];
    const found = 'user information in http_endpoint, and an Authorization header';
    const mend = 'take the user information out of the URL';
    return [fault('combination', pointer('/headers', name), found, 'one of the two', mend, httpLogSource)];
  },
];

/**
 * The rules of opentelemetry: it has somewhere to send to. Gateways 3.9 to 3.12 know two endpoints and refuse a
 * configuration without either; newer ones have more of them.
 */
export const openTelemetry: readonly EntityCheck[] = [
  (config, context) => {
    const endpoints = ['traces_endpoint', 'logs_endpoint', 'endpoint'];
    if (endpoints.some((key) => has(config, key, context))) return [];
    const { version } = context.gateway;
    const newer = ['metrics.endpoint', 'access_logs.endpoint', 'access_logs_endpoint'];
    if (!before(version, '3.13') && newer.some((path) => hasAt(config, path, context))) return [];
    const code = before(version, '3.13') ? 'required' : 'doubtful';
    const expected = before(version, '3.13')
      ? 'traces_endpoint or logs_endpoint'
      : 'traces_endpoint, logs_endpoint, metrics.endpoint or access_logs.endpoint';
    return [fault(code, '', 'no endpoint', expected, 'give traces_endpoint', openTelemetrySource)];
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

/** A metric that counts or gauges says which share of requests it takes. */
const sampled: EntityCheck = (config, context) =>
  listOf(config, 'metrics').flatMap((metric, index) => {
    if (!isRecord(metric) || (metric.stat_type !== 'counter' && metric.stat_type !== 'gauge')) return [];
    const path = `/metrics/${index}`;
    if (has(metric, 'sample_rate', context, path)) return [];
    const found = `nothing, with stat_type: ${metric.stat_type}`;
    const expected = 'a number from 0 to 1';
    return [fault('required', `${path}/sample_rate`, found, expected, 'give sample_rate: 1', metricSource)];
  });

/** The rules of statsd and datadog. */
export const metrics: readonly EntityCheck[] = [sampled];
