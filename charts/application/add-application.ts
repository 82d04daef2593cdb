import type { Construct } from 'constructs';
import { type ApplicationFile, applicationOf } from '../../config/application/of-value';
import type { ClusterConfig } from '../../config/cluster';
import { ApplicationChart } from './application';

/**
 * Adds an application that is described in TypeScript instead of a file: what a file cannot compute. It is judged as a file
 * is, and compiles to the same objects.
 *
 * @param scope the cdk8s App of the cluster
 * @param application its name, and the content of its file
 * @throws ApplicationError with all that is wrong with it; Error when the cluster has no mesh
 */
export function addApplication(
  scope: Construct,
  cluster: ClusterConfig,
  application: ApplicationFile & { readonly name: string },
): ApplicationChart {
  const { mesh } = cluster;
  if (mesh === undefined)
    throw new Error(`${application.name}: the cluster has no mesh, which an application needs`);
  const { name, ...file } = application;
  const resolved = applicationOf(cluster, name, file);
  const applications = { ...cluster.applications, [name]: resolved };
  return new ApplicationChart(scope, { ...cluster, applications }, mesh, resolved);
}
