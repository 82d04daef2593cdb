import { z } from 'zod';
import { awsSecretName, dnsLabel, text } from '../../primitives';
import { objectName } from '../names';

/** The part of a credential that is secret, which stays in AWS. */
const secretPart = (what: string) => ({
  secret: awsSecretName.meta({ description: `AWS secret with ${what}.` }),
  property: z
    .string('text')
    .optional()
    .meta({ description: 'Key of the secret, where it is JSON. Default: its whole value.' }),
});

const line = text('one line of text', /^[^\r\n\0]+$/);

const keyAuth = z.strictObject({
  type: z
    .literal('key-auth')
    .default('key-auth')
    .meta({ description: 'Type of the credential: an API key.' }),
  ...secretPart('the API key'),
});
const basicAuth = z.strictObject({
  type: z.literal('basic-auth').meta({ description: 'A name and a password.' }),
  username: line.meta({ description: 'The name.' }),
  ...secretPart('the password'),
});
const hmacAuth = z.strictObject({
  type: z.literal('hmac-auth').meta({ description: 'A name and the secret that signs.' }),
  username: line.meta({ description: 'The name.' }),
  ...secretPart('the secret that signs'),
});
const jwt = z.strictObject({
  type: z.literal('jwt').meta({ description: 'Who signs tokens, and how they are verified.' }),
  key: line.meta({
    description: 'What tokens name it by, in their `iss` unless the plugin says another claim.',
  }),
  algorithm: z
    .enum([
      'HS256',
      'HS384',
      'HS512',
      'RS256',
      'RS384',
      'RS512',
      'ES256',
      'ES384',
      'ES512',
      'PS256',
      'PS384',
      'PS512',
      'EdDSA',
    ])
    .default('HS256')
    .meta({ description: 'The algorithm; those of HS need `secret`, all others `publicKey`.' }),
  secret: awsSecretName.optional().meta({ description: 'AWS secret with the secret that signs.' }),
  property: z
    .string('text')
    .optional()
    .meta({ description: 'Key of the secret, where it is JSON. Default: its whole value.' }),
  publicKey: text(
    'a public key (PEM)',
    /^-----BEGIN (RSA )?PUBLIC KEY-----\n[A-Za-z0-9+/=\n]+-----END (RSA )?PUBLIC KEY-----\n?$/,
  )
    .optional()
    .meta({ description: 'The public key (PEM), which is no secret.' }),
});
const oauth2 = z.strictObject({
  type: z.literal('oauth2').meta({ description: 'A client of the oauth2 plugin.' }),
  name: line.meta({ description: 'Name of the client.' }),
  clientId: line.meta({ description: 'Its id.' }),
  ...secretPart('its secret'),
  redirectUris: z
    .array(text('a URL without fragment', /^[a-z][a-z0-9+.-]*:\/\/[^\s#]+$/i))
    .min(1)
    .meta({ description: 'Where its users may be sent back to.' }),
});
const acl = z.strictObject({
  type: z.literal('acl').meta({ description: 'A group of the acl plugin.' }),
  group: line.meta({ description: 'The group.' }),
});
const mtlsAuth = z.strictObject({
  type: z.literal('mtls-auth').meta({ description: 'The subject of a client certificate; Enterprise only.' }),
  subjectName: line.meta({ description: 'Its name, as the certificate has it.' }),
});

const credential = z.union(
  [keyAuth, basicAuth, hmacAuth, jwt, oauth2, acl, mtlsAuth],
  'a credential of type key-auth, basic-auth, hmac-auth, jwt, oauth2, acl or mtls-auth',
);
export type CredentialConfig = z.infer<typeof credential>;

/** Callers that the gateway tells apart. */
export const consumers = z
  .record(
    dnsLabel,
    z.strictObject({
      username: line.optional().meta({ description: 'Its name for Kong. Default: the name here.' }),
      customId: line.optional().meta({ description: 'Its id elsewhere, such as a client id of Cognito.' }),
      credentials: z
        .record(objectName, credential)
        .default({})
        .meta({ description: 'By the name of their Secret; several of a type while one is changed.' }),
      groups: z.array(objectName).default([]).meta({ description: 'The consumer groups that it is in.' }),
      plugins: z.array(objectName).default([]).meta({ description: 'Names of plugins that run for it.' }),
    }),
  )
  .default({})
  .meta({ description: 'Callers that the gateway knows, by name; each is a KongConsumer.' });

/** Callers that are treated alike. */
export const consumerGroups = z
  .record(
    objectName,
    z.strictObject({
      plugins: z.array(objectName).default([]).meta({
        description: 'Names of plugins that run for its consumers, such as the limit of a tier.',
      }),
    }),
  )
  .default({})
  .meta({ description: 'Groups of consumers, by name; each is a KongConsumerGroup. Enterprise only.' });

/** Authorities that client certificates are issued by. */
export const caCertificates = z
  .record(
    objectName,
    z.strictObject({
      secret: awsSecretName.meta({ description: 'AWS secret with its certificate (PEM).' }),
      property: z
        .string('text')
        .optional()
        .meta({ description: 'Key of the secret, where it is JSON. Default: its whole value.' }),
    }),
  )
  .default({})
  .meta({
    description:
      'Authorities of client certificates, by name; a plugin names them in ca_certificates as it would name an id.',
  });

export type ConsumerConfig = z.infer<typeof consumers>[string];
