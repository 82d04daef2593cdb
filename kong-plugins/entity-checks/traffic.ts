import { type EntityCheck, fault, has, listOf, needs, someOf } from './entity-check';

const corsSource = 'Kong/kong kong/plugins/cors/handler.lua';
const ipSource = 'Kong/kong kong/plugins/ip-restriction/schema.lua';
const terminationSource = 'Kong/kong kong/plugins/request-termination/schema.lua';
const canarySource = 'https://developer.konghq.com/plugins/canary/';

/**
 * The rules of cors. With credentials and any origin the gateway sends the caller's own origin back, so every site
 * may act as the signed-in user: the gateway takes it, and nobody wants it.
 */
export const cors: readonly EntityCheck[] = [
  (config) => {
    const origins = listOf(config, 'origins');
    if (config.credentials !== true || (origins.length > 0 && !origins.includes('*'))) return [];
    const found = origins.length === 0 ? 'every origin, with credentials: true' : '*, with credentials: true';
    const mend = 'name the origins, or leave credentials out';
    return [fault('doubtful', '/origins', found, 'named origins', mend, corsSource)];
  },
];

/** The rules of ip-restriction. */
export const ipRestriction: readonly EntityCheck[] = [
  someOf(['allow', 'deny'], 'give allow, with addresses or ranges', ipSource),
  (config) => {
    const { status } = config;
    if (typeof status !== 'number' || (Number.isInteger(status) && status >= 100 && status <= 599)) return [];
    return [
      fault(
        'doubtful',
        '/status',
        String(status),
        'an HTTP status, 100 to 599',
        'give a status such as 403',
        ipSource,
      ),
    ];
  },
];

/** The rules of request-termination: one way to make the response. */
export const requestTermination: readonly EntityCheck[] = [
  (config, context) => {
    const [message, body, type] = ['message', 'body', 'content_type'].map((key) => has(config, key, context));
    const refuse = (path: string, found: string, expected: string, mend: string) => [
      fault('combination', path, found, expected, mend, terminationSource),
    ];
    if (message && (body || type)) {
      return refuse(
        '/message',
        `message with ${body ? 'body' : 'content_type'}`,
        'message or body',
        'leave one of them out',
      );
    }
    if (type && !body)
      return refuse('/content_type', 'content_type without body', 'a body beside it', 'give body');
    if (config.echo === true && (body || type)) {
      return refuse('/echo', 'echo with body', 'echo or body', 'leave one of them out');
    }
    return [];
  },
];

/** The rules of canary. */
export const canary: readonly EntityCheck[] = [
  someOf(['upstream_uri', 'upstream_host', 'upstream_port'], 'give upstream_host', canarySource),
  needs('hash', 'header', 'hash_header', canarySource),
  needs('upstream_fallback', true, 'upstream_host', canarySource),
  (config) => {
    const { hash } = config;
    if ((hash !== 'allow' && hash !== 'deny') || listOf(config, 'groups').length > 0) return [];
    const found = `no groups, with hash: ${hash}`;
    return [fault('doubtful', '/groups', found, 'groups of consumers', 'give groups', canarySource)];
  },
  (config, context) => {
    // The gateway then takes the present as the start: a gateway without a database does so at each change of anything.
    if (config.hash === 'allow' || config.hash === 'deny') return [];
    if (has(config, 'percentage', context) || has(config, 'start', context)) return [];
    const expected = 'percentage, or the time of the start';
    const found = 'neither percentage nor start: the release begins anew whenever the configuration changes';
    return [fault('doubtful', '', found, expected, 'give percentage', canarySource)];
  },
];
