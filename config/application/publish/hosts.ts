import { z } from 'zod';
import { arn, awsSecretName, text, wholeNumber } from '../../primitives';
import { objectName } from '../names';

/** A host that callers name: whole, or with `*` for its first label. */
export const publishedHost = text(
  'a host name alone, such as shop.example.com or *.example.com',
  /^(?=.*[a-z])(\*\.)?([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
  253,
);

/** What becomes of a call by plain HTTP. */
export const plainHttp = z.enum(['redirect', 'refuse', 'serve']);
export type PlainHttp = z.infer<typeof plainHttp>;

/** A certificate authority of cert-manager that is there already. */
export const issuer = z.strictObject({
  kind: z
    .enum(['ClusterIssuer', 'Issuer'])
    .default('ClusterIssuer')
    .meta({ description: 'Its kind; an Issuer is one of the namespace.' }),
  name: objectName.meta({ description: 'Its name.' }),
});

const tls = z.strictObject({
  issuer: issuer
    .optional()
    .meta({ description: 'cert-manager makes the certificate, by this issuer; TLS ends at Kong.' }),
  certificateSecret: awsSecretName
    .optional()
    .meta({ description: 'AWS secret with the certificate and its chain (PEM); TLS ends at Kong.' }),
  keySecret: awsSecretName.optional().meta({ description: "AWS secret with the certificate's key (PEM)." }),
  secretName: objectName
    .optional()
    .meta({ description: 'Secret with the certificate that is there already; TLS ends at Kong.' }),
  certificateArn: arn.optional().meta({
    description: 'Certificate of ACM; TLS ends at the load balancer, which calls Kong by TLS of its own.',
  }),
});

const hsts = z.strictObject({
  maxAge: wholeNumber(0, 2_147_483_647).meta({
    description: 'Seconds for which browsers call the host by https alone; 0 takes it back.',
  }),
  includeSubDomains: z.boolean().default(false).meta({ description: 'Whether its subdomains too.' }),
  preload: z.boolean().default(false).meta({ description: "Whether browsers' own lists may have it." }),
});

/** What a host has that is not of one route: its certificate, and what becomes of plain HTTP. */
export const hosts = z
  .record(
    publishedHost,
    z.strictObject({
      http: plainHttp.default('redirect').meta({
        description: 'What becomes of plain HTTP: sent on to https (308), refused (426), or served.',
      }),
      tls: tls
        .optional()
        .meta({ description: "Where its certificate is from. Default: what the cluster's gateway has." }),
      hsts: hsts
        .optional()
        .meta({ description: 'Strict-Transport-Security of its answers by https. Default: none.' }),
    }),
  )
  .default({})
  .meta({
    description:
      'Hosts and their certificates, by name; `*.example.com` is for all that are not named themselves. A host of a route need not stand here.',
  });

export type HostConfig = z.infer<typeof hosts>[string];
