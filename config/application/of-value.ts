import type { z } from 'zod';
import type { ClusterConfig } from '../cluster';
import { libraryOf, treeFile } from '../library';
import { egressOf } from '../mesh';
import type { Problem } from '../problem';
import { judgeApplications } from './cluster';
import { publishingGateway } from './publish/gateway';
import type { Application, applicationFileSchema } from './schema';

/** The content of an application file, as a person writes it. */
export type ApplicationFile = z.input<typeof applicationFileSchema>;

/** An application that is not valid: all that is wrong with it. */
export class ApplicationError extends Error {
  override readonly name = 'ApplicationError';

  constructor(
    application: string,
    readonly problems: readonly Problem[],
  ) {
    const lines = problems.map(
      ({ path, message, found, expected, mend }) =>
        `${path}: ${message}: found ${found}; expected ${expected}; ${mend}`,
    );
    super([`the application ${application} is not valid:`, ...lines].join('\n  '));
  }
}

/**
 * An application of a value instead of a file, with its defaults, for a cluster that is read already.
 *
 * @throws ApplicationError when it is not valid
 */
export function applicationOf(cluster: ClusterConfig, name: string, file: ApplicationFile): Application {
  // JSON is YAML, so the value is judged as a file is.
  const own = { name: `${name}.yaml`, text: JSON.stringify(file, undefined, 2) };
  const named = treeFile({ name: `${cluster.name}.yaml`, text: JSON.stringify({ [name]: {} }) });
  const { mesh, aws, absent, gateway, given } = cluster;
  const { applications, problems } = judgeApplications(
    {
      cluster: named.source,
      layers: 'root' in named ? [named.root] : [],
      values: new Map([
        ['cluster', cluster.name],
        ['aws.region', aws.region],
        ['aws.account', aws.account],
      ]),
      mesh: mesh?.backend,
      egress: egressOf(mesh),
      gateway: publishingGateway(gateway),
      given,
      // Who is called elsewhere has been judged with the cluster's files.
      absent: [...absent, ...Object.keys(cluster.applications)],
    },
    libraryOf([], [own]),
  );
  const errors = problems.filter(({ severity }) => severity === 'error');
  const application = applications[name];
  if (application === undefined || errors.length > 0) throw new ApplicationError(name, errors);
  return application;
}
