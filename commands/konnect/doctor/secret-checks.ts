import { partitionOf } from '../../../config/aws';
import { allows, type Policy } from '../../../konnect/iam-policy';
import type { SecretState } from '../../../konnect/secret-store';
import type { Session } from '../session';
import type { ClusterOutput, SecretReader } from './cluster-output';
import { attempt, type Finding, ok, warning, wrong } from './finding';

/** Every AWS secret that the cluster's output reads: it exists where the store looks, and its role may read it. */
export async function secretChecks(session: Session, output: ClusterOutput): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const name of [...new Set(output.readers.map(({ secret }) => secret))]) {
    findings.push(
      ...(await attempt(`AWS secret ${name}`, async () => {
        const state = await session.secrets.describe(name);
        const readers = output.readers.filter(({ secret }) => secret === name);
        return [
          judgeSecret(session, name, state),
          ...readers.flatMap((one) => judgeReader(session, output, one, state)),
        ];
      })),
    );
  }
  return findings;
}

function judgeSecret({ aws }: Session, name: string, state: SecretState | undefined): Finding {
  const subject = `AWS secret ${name}`;
  if (state === undefined) return wrong(subject, `does not exist in ${aws.region}: create it there`);
  if (state.deletedOn !== undefined)
    return wrong(subject, `waits to be deleted in ${aws.region}: restore it`);
  if (state.current === undefined)
    return wrong(subject, `exists in ${aws.region} and holds no value: store one`);
  const account = state.arn.split(':')[4];
  if (account !== aws.account)
    return wrong(subject, `is of account ${account}, and aws.account is ${aws.account}`);
  return ok(subject, `in ${aws.region}, version ${state.current}`);
}

function judgeReader(
  session: Session,
  output: ClusterOutput,
  reader: SecretReader,
  state: SecretState | undefined,
): Finding[] {
  const { aws } = session;
  const { object, secret, role, region } = reader;
  if (region !== aws.region)
    return [wrong(object, `its store reads from ${region ?? 'nowhere'}, the secrets are in ${aws.region}`)];
  const policies = role === undefined ? undefined : output.policies.get(role);
  if (role === undefined || policies === undefined) {
    return [
      wrong(object, `no IAM policy in the output for its role ${role ?? '(none)'}: run meshwright synth`),
    ];
  }
  // Six characters that AWS adds to the name; any will do where the secret is not there yet.
  const arn =
    state?.arn ??
    `arn:${aws.partition ?? partitionOf(aws.region) ?? 'aws'}:secretsmanager:${region}:${aws.account}:secret:${secret}-AbCdEf`;
  const findings = [
    allows(policies, 'secretsmanager:GetSecretValue', arn)
      ? ok(object, `role ${role} may read ${secret}`)
      : wrong(
          object,
          `role ${role} may not read ${arn}: run meshwright synth, and update the role from the output`,
        ),
  ];
  const kms = judgeKey(session, reader, state?.kmsKey, policies);
  return kms === undefined ? findings : [...findings, kms];
}

/** A secret of the AWS-managed key needs no permission; one of a customer's key needs `kms:Decrypt` on that key's ARN. */
function judgeKey(
  { aws }: Session,
  { object, secret, role }: SecretReader,
  key: string | undefined,
  policies: readonly Policy[],
): Finding | undefined {
  if (key === undefined || key.endsWith('alias/aws/secretsmanager')) return undefined;
  if (/(^|:)alias\//.test(key)) {
    return warning(
      object,
      `${secret} is encrypted with ${key}; IAM judges by key, so look whether role ${role} may use it`,
    );
  }
  const partition = aws.partition ?? partitionOf(aws.region) ?? 'aws';
  const arn = key.startsWith('arn:') ? key : `arn:${partition}:kms:${aws.region}:${aws.account}:key/${key}`;
  if (allows(policies, 'kms:Decrypt', arn)) return ok(object, `role ${role} may decrypt ${secret}`);
  return wrong(
    object,
    `${secret} is encrypted with ${arn}, which role ${role} may not use: set aws.secretsKmsKey to the key's ARN`,
  );
}
