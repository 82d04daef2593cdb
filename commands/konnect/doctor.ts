import { judgeFile } from '../../config/parse';
import { callerAccount } from '../../konnect/aws-identity';
import { diskLibrary } from '../read-clusters';
import { readClusterOutput } from './doctor/cluster-output';
import { attempt, type Finding, ok, skipped, wrong } from './doctor/finding';
import { gatewayChecks } from './doctor/gateway-checks';
import { type Kubeconfig, kubernetesChecks } from './doctor/kubernetes-checks';
import { secretChecks } from './doctor/secret-checks';
import { zoneChecks } from './doctor/zone-checks';
import type { Session } from './session';

/** Options of `doctor`. */
export interface DoctorOptions {
  /** Folder of the output. */
  readonly dist: string | undefined;
  /** Also look into the cluster. */
  readonly kubeconfig: string | undefined;
  readonly context: string | undefined;
}

/**
 * Looks whether everything that the cluster file names exists and fits together. Changes nothing.
 *
 * @returns the exit code: 1 when something is wrong
 */
export async function doctor(session: Session, options: DoctorOptions): Promise<number> {
  const { surroundings } = session;
  const all: Finding[] = [];
  for (const checks of [clusterFile, account, zone, gateway, output]) {
    for (const finding of await checks(session, options)) {
      all.push(finding);
      surroundings.print(`${finding.state.padEnd(8)} ${finding.subject}: ${finding.detail}`);
    }
  }
  const count = (state: Finding['state']) => all.filter((finding) => finding.state === state).length;
  surroundings.print('');
  surroundings.print(
    `${count('ok')} ok, ${count('warning')} warnings, ${count('wrong')} wrong, ${count('skipped')} skipped`,
  );
  return count('wrong') > 0 ? 1 : 0;
}

async function clusterFile({ file, files }: Session): Promise<readonly Finding[]> {
  const library = diskLibrary(files.bases, files.applications);
  const { config, problems } = judgeFile({ name: file.path, text: file.toString() }, library);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (config !== undefined && errors.length === 0) return [ok('cluster file', `${file.path} is complete`)];
  return problems.map((problem) =>
    wrong(`${problem.file}:${problem.line}`, `${problem.path}: ${problem.message}; ${problem.mend}`),
  );
}

function account({ aws, surroundings, dryRun }: Session): Promise<readonly Finding[]> {
  return attempt('AWS account', async () => {
    const found = await callerAccount(aws.region, surroundings, dryRun);
    if (found === aws.account) return [ok('AWS account', found)];
    return [
      wrong(
        'AWS account',
        `the credentials are of ${found}, aws.account is ${aws.account}: sign in to that one`,
      ),
    ];
  });
}

async function zone(session: Session): Promise<readonly Finding[]> {
  if (session.file.text('mesh', 'controlPlane') === 'konnect')
    return attempt('zone', () => zoneChecks(session));
  return [skipped('zone', 'the cluster file names none in Konnect')];
}

async function gateway(session: Session): Promise<readonly Finding[]> {
  const inKonnect = session.file.text('gateway', 'mode')?.startsWith('konnect-') === true;
  if (inKonnect) return attempt('gateway', () => gatewayChecks(session));
  return [skipped('gateway', 'the cluster file names none in Konnect')];
}

function output(session: Session, { dist, kubeconfig, context }: DoctorOptions): Promise<readonly Finding[]> {
  return attempt('output', async () => {
    const read = readClusterOutput(dist ?? session.out, session.cluster);
    const secrets = await secretChecks(session, read);
    if (kubeconfig === undefined)
      return [...secrets, skipped('cluster', 'give --kubeconfig FILE to look into it')];
    const reach: Kubeconfig = { kubeconfig, context };
    return [...secrets, ...(await attempt('cluster', () => kubernetesChecks(session, read, reach)))];
  });
}
