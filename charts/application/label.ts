import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Application } from '../../config/application/schema';

/** Labels and annotations of an application, on every object below a construct that says nothing else. */
export function label(
  scope: Construct,
  { labels, annotations }: Pick<Application, 'labels' | 'annotations'>,
): void {
  if (Object.keys(labels).length === 0 && Object.keys(annotations).length === 0) return;
  for (const object of scope.node.findAll().filter((construct) => construct instanceof ApiObject)) {
    for (const [key, value] of Object.entries(labels)) {
      if (object.metadata.getLabel(key) === undefined) object.metadata.addLabel(key, value);
    }
    // cdk8s gives an object's annotations only with all of its metadata, resolved and copied.
    if (Object.keys(annotations).length === 0) continue;
    const { annotations: own = {} } = object.metadata.toJson() ?? {};
    for (const [key, value] of Object.entries(annotations)) {
      if (own[key] === undefined) object.metadata.addAnnotation(key, value);
    }
  }
}
