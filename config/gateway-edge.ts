import { z } from 'zod';
import { objectName } from './application/names';
import { issuer } from './application/publish/hosts';
import { pluginFields } from './application/publish/plugins';
import { arn, awsSecretName, hostName, text, wholeNumber } from './primitives';

/** Where callers meet a gateway. */
export const loadBalancerFields = z.strictObject({
  scheme: z
    .enum(['internet-facing', 'internal'])
    .default('internet-facing')
    .meta({ description: 'Whether the load balancer has public addresses.' }),
  certificate: arn.optional().meta({
    description:
      'ARN of the ACM certificate for port 443; the load balancer calls Kong by TLS of its own. Default: none, TLS ends at Kong.',
  }),
  clientAddress: z.enum(['preserve', 'proxy-protocol', 'none']).default('preserve').meta({
    description:
      "How Kong knows a caller's address: as the connection's, by PROXY protocol (not on App Mesh; whoever reaches the pods can claim any), or not at all.",
  }),
  annotations: z
    .record(z.string(), z.string('text, in quotes if it looks like a number or a switch'))
    .default({})
    .meta({ description: 'Further annotations of the Service.' }),
});
export const loadBalancer = loadBalancerFields
  .prefault({})
  .meta({ description: 'The Network Load Balancer in front of the gateway.' });

const acme = z.strictObject({
  email: text('an email address', /^[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+$/).meta({
    description: 'Who is told of certificates that run out.',
  }),
  server: text('a URL of https', /^https:\/\/\S+$/)
    .default('https://acme-v02.api.letsencrypt.org/directory')
    .meta({ description: 'Directory of the authority.' }),
  zones: z
    .record(hostName, text('the id of a hosted zone, such as Z0123456789ABCDEFGHIJ', /^Z[A-Z0-9]{1,31}$/))
    .meta({
      description: 'Hosted zones of Route 53 by domain, in which it is proved whose a host is (DNS-01).',
    }),
});

/** TLS between callers and the gateway. */
export const gatewayTls = z
  .strictObject({
    minimumVersion: z
      .enum(['1.2', '1.3'])
      .default('1.2')
      .meta({ description: 'Lowest version of TLS that callers may speak, as a string.' }),
    issuer: issuer
      .optional()
      .meta({ description: 'cert-manager makes the certificate of each published host, by this issuer.' }),
    acme: acme.optional().meta({
      description:
        'The same by an issuer of our own, ACME with DNS-01 on Route 53, and the role that it needs.',
    }),
    clientCertificates: z
      .strictObject({
        authoritySecret: awsSecretName.meta({
          description:
            'AWS secret with the certificates (PEM) of the authorities that clients are issued by.',
        }),
        depth: wholeNumber(1, 10).default(2).meta({ description: 'Most certificates between the two.' }),
      })
      .optional()
      .meta({
        description: 'Every caller of https shows a certificate of its own (mutual TLS); TLS ends at Kong.',
      }),
  })
  .prefault({})
  .meta({ description: 'TLS between callers and the gateway.' });

/** Where limits are counted that hold for all pods of the gateway together. */
export const redis = z
  .strictObject({
    host: hostName.meta({ description: 'Its primary endpoint, such as that of ElastiCache.' }),
    port: wholeNumber(1, 65_535).default(6379).meta({ description: 'Its port.' }),
    tls: z.boolean().default(true).meta({ description: 'Whether it is called by TLS.' }),
    username: z.string('text').optional().meta({ description: 'User, where it has users.' }),
    passwordSecret: awsSecretName.optional().meta({ description: 'AWS secret with its password.' }),
  })
  .optional()
  .meta({
    description:
      'Redis in which limits are counted that say nothing else: for all pods of the gateway together.',
  });

/** Plugins of the whole gateway. */
export const gatewayPlugins = z
  .record(
    objectName,
    z.strictObject({
      ...pluginFields,
      global: z.boolean().default(true).meta({
        description: 'Whether it runs at every call; otherwise where an application names it.',
      }),
    }),
  )
  .default({})
  .meta({ description: "Plugins of the cluster's own, by name; each is a KongClusterPlugin." });

export type GatewayPluginConfig = z.infer<typeof gatewayPlugins>[string];
export type GatewayTls = z.infer<typeof gatewayTls>;
export type RedisConfig = NonNullable<z.infer<typeof redis>>;
