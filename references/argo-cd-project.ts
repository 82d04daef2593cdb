import { dig, text } from './fields';
import { type ObjectId, objectId } from './identity';
import type { Manifest } from './manifest';

/** What finding a project asks of the objects. */
interface Objects {
  get(id: ObjectId): Manifest | undefined;
  ofKind(group: string, kind: string): readonly Manifest[];
}

const argo = 'argoproj.io';

/** The name of the project of an Application. */
export function projectNameOf(application: Manifest): string {
  return text(dig(application, 'spec', 'project')) ?? 'default';
}

/**
 * The project that an Application belongs to: Argo CD keeps all of them in its own namespace, wherever the Application is
 * (argo-cd docs/operator-manual/app-any-namespace.md). Undefined where the objects have none of that name.
 */
export function projectOf(application: Manifest, objects: Objects): Manifest | undefined {
  const name = projectNameOf(application);
  const beside = objects.get(objectId(argo, 'AppProject', application.metadata.namespace, name));
  return beside ?? objects.ofKind(argo, 'AppProject').find((project) => project.metadata.name === name);
}
