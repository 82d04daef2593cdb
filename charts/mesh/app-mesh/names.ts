import type { Service } from '../../../config/graph/service-graph';

/** Name that the controller gives a virtual node in AWS when none is set: `<name>_<namespace>`. */
export function virtualNodeAwsName(namespace: string, name: string): string {
  return `${name}_${namespace}`;
}

/** Name of the virtual router of a service, such as `jazz-router`. */
export function virtualRouterName(service: Service): string {
  return `${service.name}-router`;
}
