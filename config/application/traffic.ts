import { z } from 'zod';
import { httpMethods } from '../graph/route';
import { connectionRetryEvent, grpcRetryEvents, httpRetryEvents } from '../graph/traffic';
import { hostName, percent, text, wholeNumber } from '../primitives';
import { duration } from './duration';
import { headerModifierOf } from './header-modifier';
import { partName, portName } from './names';

/** Limits and checks of a service's traffic, as its callers keep them. */
export const traffic = {
  healthCheck: z
    .strictObject({
      path: z.string('text').optional().meta({
        description: 'Path that answers 200; needed for http and http2, and not for grpc and tcp.',
      }),
      interval: duration.meta({ description: 'Time between two checks, 5s to 5m.' }),
      timeout: duration.meta({ description: 'Time that one check may take, 2s to 1m.' }),
      healthyThreshold: wholeNumber(2, 10).meta({
        description: 'Successes in a row after which an endpoint is healthy.',
      }),
      unhealthyThreshold: wholeNumber(2, 10).meta({
        description: 'Failures in a row after which an endpoint is unhealthy.',
      }),
    })
    .optional()
    .meta({ description: "Health check of each endpoint by its callers' proxies." }),
  timeouts: z
    .strictObject({
      request: duration.optional().meta({
        description: 'From the last byte of a request to the last of its answer; 0s for none. Not for tcp.',
      }),
      idle: duration.optional().meta({ description: 'How long a connection may stay without a byte.' }),
      connect: duration.optional().meta({
        description: 'How long opening a connection may take. Not on App Mesh.',
      }),
    })
    .optional()
    .meta({
      description:
        "Time limits of calls; what is absent is left to the mesh's own: 15s for a request, and on Kong Mesh 5s of silence for what the gateway calls.",
    }),
  retries: z
    .strictObject({
      attempts: wholeNumber(0, 10).meta({
        description: 'Tries after the first one; 0 switches retries off.',
      }),
      perTry: duration.optional().meta({ description: 'Time limit of each try. Not for tcp.' }),
      on: z
        .array(z.enum([...httpRetryEvents, ...grpcRetryEvents, connectionRetryEvent]))
        .min(1)
        .meta({ description: 'What is tried again.' }),
    })
    .optional()
    .meta({ description: "Further tries of a call that failed. Default: the mesh's own." }),
  connectionLimits: z
    .strictObject({
      maxConnections: wholeNumber(1, 2_147_483_647)
        .optional()
        .meta({ description: 'Connections at the same time: http and tcp.' }),
      maxPendingRequests: wholeNumber(1, 2_147_483_647)
        .optional()
        .meta({ description: 'Requests that wait for a connection: http.' }),
      maxRequests: wholeNumber(1, 2_147_483_647)
        .optional()
        .meta({ description: 'Requests at the same time: http2 and grpc.' }),
    })
    .optional()
    .meta({ description: 'Limits that each endpoint puts on all its callers together.' }),
  outlierEjection: z
    .strictObject({
      consecutiveErrors: wholeNumber(1, 2_147_483_647).meta({
        description: 'Server errors in a row after which an endpoint is left out.',
      }),
      interval: duration.meta({ description: 'Time between two looks at the endpoints.' }),
      baseEjection: duration.meta({ description: 'Time for which an endpoint is left out the first time.' }),
      maxEjectionPercent: percent.meta({
        description: 'Percent of the endpoints that may be left out at once.',
      }),
    })
    .optional()
    .meta({ description: 'When callers leave out an endpoint that fails, and for how long.' }),
} as const;

const headerMatch = z.union(
  [
    z.strictObject({
      type: z
        .enum(['Exact', 'Prefix', 'Suffix', 'RegularExpression'])
        .default('Exact')
        .meta({ description: 'How the value is compared.' }),
      value: z.string('text').meta({ description: 'The value, 1 to 255 characters.' }),
    }),
    z.strictObject({
      type: z.enum(['Present', 'Absent']).meta({ description: 'Whether the header is there.' }),
    }),
    z.strictObject({
      type: z.literal('Range').meta({ description: 'A whole number in a range.' }),
      from: z.int().meta({ description: 'The first number.' }),
      to: z.int().meta({ description: 'The number after the last one.' }),
    }),
  ],
  'a map with type and value, or with type: Present or Absent alone',
);

const match = z.strictObject({
  path: z
    .strictObject({
      type: z
        .enum(['Exact', 'PathPrefix', 'RegularExpression'])
        .default('PathPrefix')
        .meta({ description: 'A prefix is whole segments; a regular expression matches the whole path.' }),
      value: z.string('text').meta({ description: 'The path, from its / on.' }),
    })
    .optional()
    .meta({ description: 'Path of the request; http and http2.' }),
  method: z
    .union(
      [
        z.enum(httpMethods),
        z.strictObject({
          service: z.string('text').meta({ description: 'The gRPC service with its package: shop.Stock.' }),
          method: z.string('text').optional().meta({ description: 'Its method. Default: any.' }),
        }),
      ],
      "one of HTTP's methods, or for grpc a map with service and method",
    )
    .optional()
    .meta({ description: 'Method of the request; for grpc its service and method.' }),
  headers: z
    .record(z.string().regex(/^[^\s:]+$/, 'the name of a header in lower case'), headerMatch)
    .optional()
    .meta({ description: 'Headers by name, in lower case; all of them hold.' }),
});

const headerName = text('the name of a header in lower case', /^[a-z0-9!#$%&'*+\-.^_`|~]{1,256}$/);
const path = text('a path that starts with /', /^\/[^\s?#]*$/);

const headerModifier = headerModifierOf(headerName);

const otherPath = z.union(
  [
    z.strictObject({
      replacePrefixMatch: path.meta({
        description: 'What stands where the matched prefix stood; / cuts it off.',
      }),
    }),
    z.strictObject({ replaceFullPath: path.meta({ description: 'The whole path.' }) }),
  ],
  'a map with replacePrefixMatch or replaceFullPath',
);

const requestRedirect = z.strictObject({
  scheme: z.enum(['http', 'https']).optional().meta({ description: 'Default: that of the call.' }),
  hostname: hostName.optional().meta({ description: 'Default: that of the call.' }),
  port: wholeNumber(1, 65_535).optional().meta({ description: 'Default: that of the call.' }),
  path: otherPath.optional().meta({ description: 'Default: that of the call.' }),
  statusCode: z
    .union([z.literal(301), z.literal(302), z.literal(303), z.literal(307), z.literal(308)], {
      error: 'one of 301, 302, 303, 307, 308',
    })
    .default(302)
    .meta({ description: 'Its status.' }),
});

const filters = z.strictObject({
  requestHeaderModifier: headerModifier
    .optional()
    .meta({ description: 'Headers of the request, before it goes on.' }),
  responseHeaderModifier: headerModifier
    .optional()
    .meta({ description: 'Headers of the answer, before it goes back.' }),
  urlRewrite: otherPath
    .optional()
    .meta({ description: 'Another path than the one that was called; http and http2.' }),
  requestRedirect: requestRedirect.optional().meta({
    description: "The caller's proxy answers with another address, and nothing is called; http and http2.",
  }),
});

/** Calls that are shared among the versions otherwise than by their weights, by name. */
export const routes = z
  .record(
    partName,
    z.strictObject({
      port: portName.optional().meta({ description: 'Name of the port. Default: the first one.' }),
      matches: z
        .array(match)
        .min(1, 'at least one match')
        .meta({ description: "Conditions in Gateway API's words; a call that meets one of them is taken." }),
      weights: z.record(partName, percent).optional().meta({
        description:
          "Percent of each version; one that is not named gets nothing. Default: the versions' own weights.",
      }),
      filters: filters.optional().meta({
        description: "What happens to the call on its way, in Gateway API's words; not on App Mesh.",
      }),
      timeouts: z
        .strictObject({
          request: duration.meta({
            description: 'From the last byte of a request to the last of its answer; 0s for none.',
          }),
        })
        .optional()
        .meta({ description: "Time limits of these calls. Default: the service's own." }),
    }),
  )
  .optional()
  .meta({
    description: 'Calls that are shared otherwise, by name; what each mesh judges first, it judges first.',
  });
