import { publishedSecrets } from './publish/secrets';
import type { Application } from './schema';
import type { WorkloadConfig } from './workload';

/** A value of AWS Secrets Manager: a whole secret, or one key of a secret that is JSON. */
export interface AwsSecretUse {
  readonly secret: string;
  /** `*` for every key. @default the whole value */
  readonly property?: string;
}

/** The values of AWS that the pods of a version use. */
export function awsSecretUses({
  env = {},
  envFrom = [],
  files = {},
}: WorkloadConfig): readonly AwsSecretUse[] {
  return [
    ...[...Object.values(env), ...Object.values(files)].flatMap((value) =>
      typeof value === 'object' && 'secret' in value ? useOf(value) : [],
    ),
    ...envFrom.flatMap((each) => ('secret' in each ? { secret: each.secret, property: '*' } : [])),
  ];
}

function useOf({ secret, property }: { secret: string; property?: string | undefined }): AwsSecretUse {
  return { secret, ...(property === undefined ? {} : { property }) };
}

/** The values of AWS that all pods of an application use. */
export function podSecrets({ services }: Application): readonly AwsSecretUse[] {
  return Object.values(services).flatMap(({ versions }) => Object.values(versions).flatMap(awsSecretUses));
}

/** Whether an application has a store of secrets made for it, and the role that reads them. */
export function makesStore(application: Application): boolean {
  const published = publishedSecrets(application).some(({ data }) => Object.keys(data).length > 0);
  return application.secretStore === undefined && (published || podSecrets(application).length > 0);
}
