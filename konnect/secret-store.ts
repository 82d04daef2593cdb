import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { explainAwsError } from './aws-failure';
import { awsLimits } from './aws-limits';
import { Failure } from './failure';
import type { SecretText } from './secret-text';
import type { GuardedSurroundings } from './surroundings';

/** What AWS tells of a secret without its value. */
export interface SecretState {
  readonly name: string;
  readonly arn: string;
  /** Id of the version that readers get: for a zone's token the token's id, for a certificate or key its fingerprint. */
  readonly current: string | undefined;
  readonly previous: string | undefined;
  readonly changed: Date | undefined;
  /** Set while the secret waits to be deleted. */
  readonly deletedOn: Date | undefined;
  readonly kmsKey: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** What a secret is for; written as tags, and what later runs recognise it by. */
export interface SecretOwner {
  readonly cluster: string;
  readonly purpose: 'zone-token' | 'gateway-certificate' | 'gateway-key';
}

const load = () => import('@aws-sdk/client-secrets-manager');

/**
 * AWS Secrets Manager in one region, through the SDK's default credentials. The SDK is loaded with the first call.
 *
 * The version id of a value is chosen by the caller (`ClientRequestToken`): storing the same value twice is one version,
 * and which token or certificate a secret holds can be told without reading it.
 */
export class SecretStore {
  #client: Promise<SecretsManagerClient> | undefined;

  constructor(
    private readonly options: {
      readonly region: string;
      readonly surroundings: GuardedSurroundings;
      readonly dryRun: boolean;
    },
  ) {}

  /** The secret's state; undefined when there is none of that name in the region. */
  async describe(name: string): Promise<SecretState | undefined> {
    this.show('DescribeSecret', name, '', false);
    const { DescribeSecretCommand, ResourceNotFoundException } = await load();
    try {
      const answer = await (await this.client()).send(new DescribeSecretCommand({ SecretId: name }));
      const versions = Object.entries(answer.VersionIdsToStages ?? {});
      const staged = (stage: string) => versions.find(([, stages]) => stages.includes(stage))?.[0];
      return {
        name,
        arn: answer.ARN ?? '',
        current: staged('AWSCURRENT'),
        previous: staged('AWSPREVIOUS'),
        changed: answer.LastChangedDate,
        deletedOn: answer.DeletedDate,
        kmsKey: answer.KmsKeyId,
        tags: Object.fromEntries((answer.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
      };
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw this.explained(error, `read the state of secret ${name}`, 'secretsmanager:DescribeSecret');
    }
  }

  /**
   * Makes sure that the secret exists, is ours and can be written, before anything is issued that only it can keep.
   * A secret that waits to be deleted is brought back.
   *
   * @throws Failure when the secret was made by somebody else or for something else, unless `adopt` is set
   */
  async prepare(
    name: string,
    owner: SecretOwner,
    { kmsKey, adopt }: { readonly kmsKey: string | undefined; readonly adopt: boolean },
  ): Promise<SecretState> {
    const tags = {
      'managed-by': 'meshwright',
      'meshwright-cluster': owner.cluster,
      'meshwright-purpose': owner.purpose,
    };
    const found = await this.describe(name);
    if (found === undefined) return this.create(name, owner, tags, kmsKey);
    const missing = Object.entries(tags).filter(([key, value]) => found.tags[key] !== value);
    if (missing.length > 0 && !adopt) {
      const has = missing.map(([key]) => `${key}: ${found.tags[key] ?? '(none)'}`).join(', ');
      throw new Failure(
        `The AWS secret ${name} in ${this.options.region} is there already and is not the ${owner.purpose} of ${owner.cluster} (${has}). Give another name, or --adopt-secret to overwrite its value.`,
      );
    }
    if (found.deletedOn !== undefined) await this.restore(name);
    if (missing.length > 0) await this.tag(name, tags);
    return found;
  }

  /** Stores a value as the version of that id, and makes it the current one. */
  async put(name: string, version: string, value: SecretText): Promise<void> {
    this.show('PutSecretValue', name, ` version ${version}, value [hidden]`, true);
    if (this.options.dryRun) return;
    const { PutSecretValueCommand } = await load();
    try {
      const input = { SecretId: name, ClientRequestToken: version, SecretString: value.reveal() };
      await (await this.client()).send(new PutSecretValueCommand(input));
    } catch (error) {
      throw this.explained(error, `store a value in secret ${name}`, 'secretsmanager:PutSecretValue');
    }
  }

  /** Schedules the secret for deletion; what is gone already counts as deleted. */
  async remove(name: string, recoveryDays: number): Promise<void> {
    this.show('DeleteSecret', name, ` recoverable for ${recoveryDays} days`, true);
    if (this.options.dryRun) return;
    const { DeleteSecretCommand, ResourceNotFoundException } = await load();
    try {
      const input = { SecretId: name, RecoveryWindowInDays: recoveryDays };
      await (await this.client()).send(new DeleteSecretCommand(input));
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return;
      throw this.explained(error, `delete secret ${name}`, 'secretsmanager:DeleteSecret');
    }
  }

  private async create(
    name: string,
    owner: SecretOwner,
    tags: Readonly<Record<string, string>>,
    kmsKey: string | undefined,
  ): Promise<SecretState> {
    this.show('CreateSecret', name, ` tags ${JSON.stringify(tags)}`, true);
    const state: SecretState = {
      name,
      arn: '',
      current: undefined,
      previous: undefined,
      changed: undefined,
      deletedOn: undefined,
      kmsKey,
      tags,
    };
    if (this.options.dryRun) return state;
    const { CreateSecretCommand, ResourceExistsException } = await load();
    try {
      const input = {
        Name: name,
        Description: `${owner.purpose} of cluster ${owner.cluster}, written by Meshwright`,
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        ...(kmsKey === undefined ? {} : { KmsKeyId: kmsKey }),
      };
      const { ARN = '' } = await (await this.client()).send(new CreateSecretCommand(input));
      return { ...state, arn: ARN };
    } catch (error) {
      // The SDK repeats a call whose answer was lost, and then finds its own work.
      if (error instanceof ResourceExistsException) return (await this.describe(name)) ?? state;
      throw this.explained(
        error,
        `create secret ${name}`,
        'secretsmanager:CreateSecret and secretsmanager:TagResource',
      );
    }
  }

  private async restore(name: string): Promise<void> {
    this.show('RestoreSecret', name, '', true);
    if (this.options.dryRun) return;
    const { RestoreSecretCommand } = await load();
    try {
      await (await this.client()).send(new RestoreSecretCommand({ SecretId: name }));
    } catch (error) {
      throw this.explained(error, `restore secret ${name}`, 'secretsmanager:RestoreSecret');
    }
  }

  private async tag(name: string, tags: Readonly<Record<string, string>>): Promise<void> {
    this.show('TagResource', name, ` tags ${JSON.stringify(tags)}`, true);
    if (this.options.dryRun) return;
    const { TagResourceCommand } = await load();
    try {
      const list = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      await (await this.client()).send(new TagResourceCommand({ SecretId: name, Tags: list }));
    } catch (error) {
      throw this.explained(error, `tag secret ${name}`, 'secretsmanager:TagResource');
    }
  }

  private client(): Promise<SecretsManagerClient> {
    this.#client ??= load().then(
      ({ SecretsManagerClient }) =>
        new SecretsManagerClient({
          region: this.options.region,
          ...awsLimits(this.options.surroundings.environment),
        }),
    );
    return this.#client;
  }

  private show(operation: string, name: string, detail: string, change: boolean): void {
    const { surroundings, dryRun, region } = this.options;
    const line = `secretsmanager ${operation} ${name} in ${region}${detail}`;
    if (dryRun) surroundings.print(`${change ? 'would send' : 'reads'}: ${line}`);
    else surroundings.progress(`  ${line}`);
  }

  private explained(error: unknown, purpose: string, needs: string): Failure {
    const { region, surroundings } = this.options;
    return explainAwsError(error, { purpose, needs, region, hide: surroundings.hide });
  }
}
