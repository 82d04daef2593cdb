import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { Faults } from './faults';

/** A secret as the stand-in keeps it. */
export interface StoredSecret {
  readonly arn: string;
  readonly versions: Map<string, string>;
  current: string | undefined;
  previous: string | undefined;
  tags: Record<string, string>;
  kmsKey: string | undefined;
  deletedOn: number | undefined;
}

const name = z.string().regex(/^[A-Za-z0-9/_+=.@-]{1,512}$/);
const version = z.string().min(32).max(64);
const tags = z.array(z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().max(256) }));
const inputs = {
  DescribeSecret: z.strictObject({ SecretId: name }),
  CreateSecret: z.strictObject({
    Name: name,
    ClientRequestToken: version,
    Description: z.string().max(2048).optional(),
    KmsKeyId: z.string().optional(),
    SecretString: z.string().min(1).optional(),
    Tags: tags.optional(),
  }),
  PutSecretValue: z.strictObject({
    SecretId: name,
    ClientRequestToken: version,
    SecretString: z.string().min(1),
  }),
  RestoreSecret: z.strictObject({ SecretId: name }),
  TagResource: z.strictObject({ SecretId: name, Tags: tags }),
  DeleteSecret: z.strictObject({
    SecretId: name,
    RecoveryWindowInDays: z.number().int().min(7).max(30).optional(),
  }),
};

/** An error in AWS's own form. */
class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Secrets Manager and STS on loopback, as far as the commands use them: JSON 1.1 and the query protocol. Requests are
 * checked against the limits of the API reference; the region is the one that the request was signed for.
 */
export class StandInAws {
  /** By region and name, joined with a blank. */
  readonly secrets = new Map<string, StoredSecret>();
  account = '210987654321';
  /** Set to refuse everything: the error's code. */
  refuse: string | undefined;
  #server: Server | undefined;

  constructor(private readonly faults: Faults) {}

  async start(): Promise<string> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const scope = /Credential=[^/]+\/\d{8}\/([a-z0-9-]+)\/(\w+)\/aws4_request/.exec(
          request.headers.authorization ?? '',
        );
        const [, region = '', service = ''] = scope ?? [];
        const operation =
          service === 'sts'
            ? (new URLSearchParams(text).get('Action') ?? '')
            : String(request.headers['x-amz-target']).replace('secretsmanager.', '');
        const run = () =>
          service === 'sts' ? this.identity() : JSON.stringify(this.run(operation, region, JSON.parse(text)));
        const change = !/^(Describe|Get)/.test(operation);
        if (this.faults.handle({ service: 'aws', what: `${service} ${operation}`, change }, response, run))
          return;
        try {
          if (this.refuse !== undefined) throw new AwsError(this.refuse, 'refused by the test');
          const body = run();
          response
            .writeHead(200, { 'content-type': service === 'sts' ? 'text/xml' : 'application/x-amz-json-1.1' })
            .end(body);
        } catch (error) {
          const code = error instanceof AwsError ? error.code : 'InternalServiceError';
          const message = error instanceof Error ? error.message : '';
          const sts = service === 'sts';
          response.writeHead(400, { 'content-type': sts ? 'text/xml' : 'application/x-amz-json-1.1' });
          response.end(
            sts
              ? `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`
              : JSON.stringify({ __type: code, message }),
          );
        }
      });
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  /** Keeps the state; the result brings it back. */
  remember(): () => void {
    const kept = structuredClone(this.secrets);
    const { account } = this;
    return () => {
      this.account = account;
      this.secrets.clear();
      for (const [name, secret] of structuredClone(kept)) this.secrets.set(name, secret);
    };
  }

  /** The value that a reader of the secret gets. */
  value(region: string, secret: string): string | undefined {
    const found = this.secrets.get(`${region} ${secret}`);
    return found?.current === undefined ? undefined : found.versions.get(found.current);
  }

  private identity(): string {
    return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${this.account}:user/test</Arn><UserId>AIDATEST</UserId><Account>${this.account}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;
  }

  private run(operation: string, region: string, input: unknown): unknown {
    switch (operation) {
      case 'DescribeSecret': {
        const { SecretId } = parse(inputs.DescribeSecret, input);
        return this.describe(region, SecretId);
      }
      case 'CreateSecret':
        return this.create(region, parse(inputs.CreateSecret, input));
      case 'PutSecretValue':
        return this.put(region, parse(inputs.PutSecretValue, input));
      case 'RestoreSecret': {
        const { SecretId } = parse(inputs.RestoreSecret, input);
        this.find(region, SecretId).deletedOn = undefined;
        return {};
      }
      case 'TagResource': {
        const { SecretId, Tags } = parse(inputs.TagResource, input);
        const secret = this.find(region, SecretId);
        for (const { Key, Value } of Tags) secret.tags[Key] = Value;
        return {};
      }
      case 'DeleteSecret': {
        const { SecretId } = parse(inputs.DeleteSecret, input);
        this.find(region, SecretId).deletedOn = 1_795_000_000;
        return {};
      }
      default:
        throw new AwsError('UnknownOperationException', operation);
    }
  }

  private describe(region: string, secretName: string) {
    const secret = this.find(region, secretName);
    const stages = Object.fromEntries([
      ...(secret.previous === undefined ? [] : [[secret.previous, ['AWSPREVIOUS']]]),
      ...(secret.current === undefined ? [] : [[secret.current, ['AWSCURRENT']]]),
    ]);
    return {
      ARN: secret.arn,
      Name: secretName,
      LastChangedDate: 1795311000,
      DeletedDate: secret.deletedOn,
      KmsKeyId: secret.kmsKey,
      Tags: Object.entries(secret.tags).map(([Key, Value]) => ({ Key, Value })),
      ...(Object.keys(stages).length === 0 ? {} : { VersionIdsToStages: stages }),
    };
  }

  private create(region: string, input: z.infer<typeof inputs.CreateSecret>) {
    const key = `${region} ${input.Name}`;
    if (this.secrets.has(key))
      throw new AwsError('ResourceExistsException', `The secret ${input.Name} exists.`);
    const secret: StoredSecret = {
      arn: `arn:aws:secretsmanager:${region}:${this.account}:secret:${input.Name}-AbCdEf`,
      versions: new Map(),
      current: undefined,
      previous: undefined,
      tags: Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
      kmsKey: input.KmsKeyId,
      deletedOn: undefined,
    };
    this.secrets.set(key, secret);
    return { ARN: secret.arn, Name: input.Name };
  }

  private put(region: string, input: z.infer<typeof inputs.PutSecretValue>) {
    const secret = this.find(region, input.SecretId);
    if (secret.deletedOn !== undefined)
      throw new AwsError('InvalidRequestException', 'The secret is marked for deletion.');
    const held = secret.versions.get(input.ClientRequestToken);
    if (held !== undefined && held !== input.SecretString)
      throw new AwsError('ResourceExistsException', 'That version has another value.');
    if (held === undefined) {
      secret.versions.set(input.ClientRequestToken, input.SecretString);
      secret.previous = secret.current;
      secret.current = input.ClientRequestToken;
    }
    return { ARN: secret.arn, VersionId: input.ClientRequestToken };
  }

  private find(region: string, secretName: string): StoredSecret {
    const secret = this.secrets.get(`${region} ${secretName}`);
    if (secret === undefined)
      throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return secret;
  }
}

function parse<T>(shape: z.ZodType<T>, input: unknown): T {
  const parsed = shape.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AwsError('InvalidParameterException', parsed.error.message);
}
