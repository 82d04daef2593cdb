import type { Construct } from 'constructs';
import type { Application } from '../../config/application/schema';
import { KubeConfigMap } from '../../imports/k8s';
import { filesOf } from './files';

/** The ConfigMaps with the texts of files: one for each version that has any, by its name. */
export function addConfiguration(
  scope: Construct,
  { services, namespace }: Pick<Application, 'services' | 'namespace'>,
): void {
  for (const [service, { versions }] of Object.entries(services)) {
    for (const [version, { files = {} }] of Object.entries(versions)) {
      const name = `${service}-${version}`;
      const { texts } = filesOf(name, files);
      if (Object.keys(texts).length === 0) continue;
      new KubeConfigMap(scope, `files-${name}`, {
        metadata: { name, namespace: namespace.name },
        data: { ...texts },
      });
    }
  }
}
