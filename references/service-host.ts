import { type ObjectId, objectId } from './identity';

const pattern = /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.[a-z0-9.-]+)?$/;

/** The Service that a cluster-internal host name means: `jazz.prod.svc.cluster.local` is Service prod/jazz. */
export function serviceOfHost(host: string | undefined): ObjectId | undefined {
  const found = pattern.exec(host ?? '');
  const [, name, namespace] = found ?? [];
  return name === undefined || namespace === undefined ? undefined : objectId('', 'Service', namespace, name);
}
