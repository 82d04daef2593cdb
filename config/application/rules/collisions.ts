import { reservedNamespaces } from '../../service-accounts';
import { chartNames } from '../names';
import type { PublishingGateway } from '../publish/gateway';
import { type ApplicationFinding, placeText, type Running } from '../running';
import { placedMatches } from './publication/places';

/** The namespace of an application: what it says, or its name. */
export function namespaceOf({ name, head }: Running): string | undefined {
  if (head === undefined) return undefined;
  const { namespace = name } = head;
  return typeof namespace === 'string' ? namespace : namespace.name;
}

/** An application has a namespace of its own, and no name of a chart of ours. */
export function ownNamespace(running: Running, before: readonly Running[]): readonly ApplicationFinding[] {
  const namespace = namespaceOf(running);
  const findings: ApplicationFinding[] = [];
  if (chartNames.some((name) => name === running.name)) {
    findings.push({
      path: [],
      message: 'a name that is taken',
      found: running.name,
      expected: `any name but ${chartNames.join(', ')}, which are charts of the generator`,
      mend: 'rename the file',
    });
  }
  if (namespace === undefined) return findings;
  const path =
    running.head?.namespace === undefined || typeof running.head.namespace === 'string'
      ? ['namespace']
      : ['namespace', 'name'];
  if (reservedNamespaces.some((name) => name === namespace)) {
    findings.push({
      path,
      message: 'a namespace that is taken',
      found: namespace,
      expected: `any namespace but ${reservedNamespaces.join(', ')}`,
      mend: 'give the application a namespace of its own, such as prod',
    });
  }
  const other = before.find((each) => namespaceOf(each) === namespace);
  if (other !== undefined) {
    findings.push({
      path,
      message: 'a namespace that is taken',
      found: namespace,
      expected: `a namespace of its own: ${placeText(other, ['namespace'])} has ${namespace} already`,
      mend: 'write another namespace, here or in the cluster file',
    });
  }
  return findings;
}

/**
 * No two applications publish one path of one host, or know one consumer; where each has a gateway of its own, they have consumers
 * and paths of any host of their own, and a host leads to one of the gateways all the same.
 */
export function ownPublication(
  running: Running,
  before: readonly Running[],
  gateway: PublishingGateway | undefined,
): readonly ApplicationFinding[] {
  const publish = running.head?.publish;
  if (publish === undefined) return [];
  const findings: ApplicationFinding[] = [];
  const taken = new Map<string, string>();
  for (const other of before) {
    for (const { key, path } of placedMatches(other)) {
      if (!taken.has(key)) taken.set(key, placeText(other, path));
    }
  }
  for (const { key, path, host, shown, atKey } of placedMatches(running)) {
    const place = taken.get(key);
    if (place === undefined) {
      taken.set(key, placeText(running, path));
      continue;
    }
    if (gateway?.apart === true && host === undefined) continue;
    findings.push({
      path,
      ...(atKey ? { atKey } : {}),
      message: 'a path that is taken',
      found: `${shown} of ${host ?? 'any host'}`,
      expected: `a path or host of its own: ${place} has it already`,
      mend: 'write another path or host, here or in the cluster file',
    });
  }
  if (gateway?.apart === true) return findings;
  for (const group of Object.keys(publish.consumerGroups)) {
    const other = before.find(({ head }) => head?.publish.consumerGroups[group] !== undefined);
    if (other === undefined) continue;
    findings.push({
      path: ['publish', 'consumerGroups', group],
      atKey: true,
      message: 'a group that is taken',
      found: group,
      expected: `a name of its own: ${placeText(other, ['publish', 'consumerGroups', group])} has it already, and the gateway knows one group of a name`,
      mend: 'write another name',
    });
  }
  for (const consumer of Object.keys(publish.consumers)) {
    const other = before.find(({ head }) => head?.publish.consumers[consumer] !== undefined);
    if (other === undefined) continue;
    findings.push({
      path: ['publish', 'consumers', consumer],
      atKey: true,
      message: 'a consumer that is taken',
      found: consumer,
      expected: `a name of its own: ${placeText(other, ['publish', 'consumers', consumer])} has it already, and the gateway knows one consumer of a name`,
      mend: 'write another name',
    });
  }
  return findings;
}
