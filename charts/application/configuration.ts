import type { Application } from '../../config/application/schema';
import { KubeConfigMap } from '../../imports/k8s';
import type { AddPart } from '../part';
import { filesOf } from './files';

/** The ConfigMaps with the texts of files: one for each version that has any, by its name. */
export function addConfiguration(
  add: AddPart,
  { services, namespace }: Pick<Application, 'services' | 'namespace'>,
): void {
  for (const [service, { versions }] of Object.entries(services)) {
    for (const [version, { files = {} }] of Object.entries(versions)) {
      const name = `${service}-${version}`;
      const { texts } = filesOf(name, files);
      if (Object.keys(texts).length === 0) continue;
      add(`files ${name}`, { name, namespace: namespace.name, texts }, (scope, files) => {
        new KubeConfigMap(scope, `files-${files.name}`, {
          metadata: { name: files.name, namespace: files.namespace },
          data: { ...files.texts },
        });
      });
    }
  }
}
