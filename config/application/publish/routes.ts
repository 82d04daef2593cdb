import { z } from 'zod';
import { httpMethods } from '../../graph/route';
import { text, wholeNumber } from '../../primitives';
import { duration } from '../duration';
import { headerModifierOf, headerValue } from '../header-modifier';
import { objectName, partName, portName } from '../names';
import { plainHttp, publishedHost } from './hosts';

const routePath = text('a path that starts with /', /^\/[^\s?#]*$/);

/** Name of a header in a match or filter: the router of Kong takes no dot and no underscore in one. */
const headerName = text(
  'the name of a header: letters, digits and -',
  /^[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?$/,
);

/** Key of an annotation that Kong's controller does not read: what it reads has a field here. */
const foreignKey = text(
  'the key of an annotation that is none of Kong: konghq.com/... has fields of its own here',
  /^(?!([-a-z0-9.]+\.)?konghq\.com\/|(kubernetes\.io\/)?ingress\.|ingress\.kubernetes\.io\/)([-a-z0-9.]+\/)?[A-Za-z0-9]([-\w.]*[A-Za-z0-9])?$/,
);

const backend = z.union(
  [
    partName,
    z.strictObject({
      service: partName.meta({ description: 'Name of the service.' }),
      port: portName.optional().meta({ description: 'Name of its port. Default: the first one.' }),
    }),
  ],
  'the name of a service, or a map with service and port',
);

const headerMatch = z.strictObject({
  type: z
    .enum(['Exact', 'RegularExpression'])
    .default('Exact')
    .meta({ description: 'How the value is compared; a regular expression is for the whole value.' }),
  value: headerValue.meta({ description: 'The value.' }),
});

const match = z.strictObject({
  path: z
    .strictObject({
      type: z
        .enum(['Exact', 'PathPrefix', 'RegularExpression'])
        .default('PathPrefix')
        .meta({ description: 'A prefix is whole segments; a regular expression matches the whole path.' }),
      value: text('a path that starts with /', /^\/\S*$/).meta({ description: 'The path, from its / on.' }),
    })
    .optional()
    .meta({ description: 'Path of the request. Default: any.' }),
  method: z
    .union(
      [
        z.enum(httpMethods),
        z.strictObject({
          service: text('a gRPC service with its package, such as shop.Stock', /^[A-Za-z_][\w.]*$/).meta({
            description: 'The gRPC service with its package: shop.Stock.',
          }),
          method: text('the name of a gRPC method', /^[A-Za-z_]\w*$/)
            .optional()
            .meta({ description: 'Its method. Default: any.' }),
        }),
      ],
      "one of HTTP's methods, or for grpc a map with service and method",
    )
    .optional()
    .meta({ description: 'Method of the request; for grpc its service and method. Default: any.' }),
  headers: z
    .record(headerName, headerMatch)
    .default({})
    .meta({ description: 'Headers by name; all of them hold.' }),
});

const headerFilter = headerModifierOf(headerName);

const filters = z.strictObject({
  requestHeaderModifier: headerFilter
    .optional()
    .meta({ description: 'Headers of the request, before it goes on.' }),
  responseHeaderModifier: headerFilter
    .optional()
    .meta({ description: 'Headers of the answer, before it goes back.' }),
  urlRewrite: z
    .strictObject({
      replacePrefixMatch: routePath.optional().meta({
        description: 'What stands where the matched prefix stood; / cuts it off.',
      }),
      replaceFullPath: routePath.optional().meta({ description: 'The path that goes on.' }),
    })
    .optional()
    .meta({ description: 'Another path than the one that was called.' }),
  requestRedirect: z
    .strictObject({
      location: text('a URL, such as https://shop.example.com', /^https?:\/\/[^\s/?#]\S*$/).meta({
        description: 'Where the caller is sent.',
      }),
      keepPath: z.boolean().default(true).meta({ description: 'Whether path and query go along.' }),
      statusCode: z
        .union([z.literal(301), z.literal(302), z.literal(303), z.literal(307), z.literal(308)], {
          error: 'one of 301, 302, 303, 307, 308',
        })
        .default(302)
        .meta({ description: 'Its status.' }),
    })
    .optional()
    .meta({ description: 'The gateway answers with another address, and nothing is called.' }),
});

/** Routes of the gateway, in the words of Gateway API; whatever has a name there is a map here. */
export const routes = z
  .record(
    objectName,
    z.strictObject({
      host: publishedHost.optional().meta({ description: 'Host that the route answers to. Default: any.' }),
      hosts: z
        .array(publishedHost)
        .min(1)
        .optional()
        .meta({ description: 'Hosts, where there are several.' }),
      paths: z.record(routePath, backend).optional().meta({
        description: 'Service of each path prefix, by path. The prefix is cut off before the call goes on.',
      }),
      matches: z.array(match).min(1, 'at least one match').optional().meta({
        description:
          "Instead of `paths`: conditions in Gateway API's words; a call that meets one of them is taken, its path as it is.",
      }),
      backend: backend.optional().meta({ description: 'Service of the matches.' }),
      filters: filters.prefault({}).meta({ description: "What happens on the way, in Gateway API's words." }),
      timeouts: z
        .strictObject({
          backendRequest: duration.meta({
            description:
              'Time to connect, to send and to wait for the answer, each. One for all routes to a service.',
          }),
        })
        .optional()
        .meta({ description: 'Time limits of a call to the service. Default: 1m each.' }),
      stripPath: z.boolean().optional().meta({
        description:
          'Whether what was matched is cut off the path. Default: true for `paths`, false for `matches`.',
      }),
      preserveHost: z.boolean().default(false).meta({
        description:
          'Whether the service sees the Host that was called. Default: it sees its own; not on App Mesh.',
      }),
      http: plainHttp.optional().meta({
        description:
          "What becomes of plain HTTP. Default: the host's; a route of any host is served by both.",
      }),
      requestBuffering: z.boolean().optional().meta({
        description: 'Whether a request is read whole before it goes on. Default: true.',
      }),
      responseBuffering: z.boolean().optional().meta({
        description: 'Whether an answer is read before it goes back. Default: true.',
      }),
      priority: wholeNumber(0, 1_000_000).optional().meta({
        description: 'Of routes with regular expressions, the one that is asked first: the highest.',
      }),
      plugins: z.array(objectName).default([]).meta({
        description: "Names of plugins that run on the route: the application's, or the gateway's.",
      }),
      annotations: z
        .record(foreignKey, z.string('text, in quotes if it looks like a number or a switch'))
        .default({})
        .meta({
          description:
            'Annotations for others that read routes, such as external-dns.alpha.kubernetes.io/ttl; none of Kong.',
        }),
    }),
  )
  .default({})
  .meta({ description: 'Routes of the gateway, by name; each is an Ingress, or several.' });

/** What the gateway does at each call of a service, whichever route it came by. */
export const publishedServices = z
  .record(
    partName,
    z.strictObject({
      timeouts: z
        .strictObject({
          connect: duration.optional().meta({ description: 'Time to connect. Default: 1m.' }),
          read: duration.optional().meta({ description: 'Time between two reads. Default: 1m.' }),
          write: duration.optional().meta({ description: 'Time between two writes. Default: 1m.' }),
        })
        .optional()
        .meta({ description: 'Time limits of the gateway; those of the mesh are the service’s own.' }),
      retries: wholeNumber(0, 32_767).optional().meta({
        description: 'Further tries where no connection is made. Default: 5.',
      }),
      plugins: z.array(objectName).default([]).meta({
        description: 'Names of plugins that run at each call of the service.',
      }),
    }),
  )
  .default({})
  .meta({ description: 'What the gateway does at each call of a service, by the name of the service.' });

export type RouteConfig = z.infer<typeof routes>[string];
export type BackendConfig = z.infer<typeof backend>;
export type PublishedServiceConfig = z.infer<typeof publishedServices>[string];
