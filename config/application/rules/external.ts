import type { MeshBackend } from '../../graph/graph-error';
import { egressHost, egressName, isThroughEgress } from '../../graph/service-graph';
import type { Egress } from '../../mesh';
import type { ExternalHost } from '../external';
import { type ApplicationFinding, placeText, type Running } from '../running';
import { namespaceOf } from './collisions';

/** Ports of protocols in which the server speaks first or asks for TLS in words of its own: no ClientHello opens them. */
const notByTls: Readonly<Record<number, string>> = {
  3306: 'MySQL',
  5432: 'PostgreSQL',
  6379: 'Redis where it has no TLS',
};

/** A host outside the mesh has a way out. */
export function externalHosts(
  running: Running,
  mesh: MeshBackend | undefined,
  egress: Egress,
  before: readonly Running[],
): readonly ApplicationFinding[] {
  return [...running.external].flatMap(([name, { config }]): ApplicationFinding[] => {
    if (config === undefined) return [];
    const { port, protocol, cidr } = config;
    const path = ['external', name];
    const findings: ApplicationFinding[] = [];
    const first = notByTls[port];
    if (protocol === 'tls' && first !== undefined) {
      findings.push({
        path: [...path, 'protocol'],
        severity: 'notice',
        message: 'a protocol that does not open with TLS',
        expected: `tcp with cidr: port ${port} is that of ${first}: no connection there begins with a ClientHello, so no server name is read`,
        mend: 'write protocol: tcp and cidr: [<subnets of the host>], unless the client really opens with TLS',
      });
    }
    if (cidr !== undefined && protocol !== 'tcp') {
      findings.push({
        path: [...path, 'cidr'],
        atKey: true,
        message: 'addresses of a host that is known by its name',
        found: 'cidr',
        expected: `protocol: tcp; by ${protocol} a host is told by its name`,
        mend: 'remove cidr, or write protocol: tcp',
      });
    }
    if (mesh === 'kong-mesh' && isThroughEgress(config)) {
      findings.push(
        egress === 'mesh'
          ? throughEgress(running, name, config, before)
          : { path: [...path, 'protocol'], ...noWayOut(config, egress) },
      );
    }
    return findings;
  });
}

/** Two ways lead out to a host that nothing but its name tells. */
function noWayOut({ host }: ExternalHost, egress: Egress) {
  const cidr = 'add cidr: [<address ranges of the host>], such as the subnets of a database';
  return {
    message: 'a host that has no way out',
    expected: `cidr beside it, or the egress of the zone: a connection by tcp does not say that it is for ${host}`,
    mend:
      egress === 'none'
        ? `${cidr}; or write zoneEgress: true under mesh in the cluster file, through which the host is called by another name`
        : `${cidr}; or write profile: "2.14" under mesh in the cluster file: the egress of 2.13 lets everybody of the mesh out`,
  };
}

/** What is called through the egress has a name of its own, which is told, since only its callers can write it. */
function throughEgress(
  running: Running,
  name: string,
  { host, port }: ExternalHost,
  before: readonly Running[],
): ApplicationFinding {
  const namespace = namespaceOf(running) ?? running.name;
  const object = egressName(namespace, { name });
  const other = before
    .flatMap((each) => [...each.external].map(([key, { config }]) => ({ each, key, config })))
    .find(
      ({ each, key, config }) =>
        config !== undefined &&
        isThroughEgress(config) &&
        egressName(namespaceOf(each) ?? each.name, { name: key }) === object,
    );
  const path = ['external', name];
  if (other !== undefined || object.length > 63) {
    return {
      path,
      atKey: true,
      message: other === undefined ? 'a name that is too long' : 'a name that is taken',
      found: object,
      expected:
        other === undefined
          ? `at most 63 characters in the name that the egress knows it by, its namespace and its own; these are ${object.length}`
          : `another name than ${object}, by which the egress knows the host at ${placeText(other.each, ['external', other.key])}`,
      mend: `rename ${name}, or add cidr to it`,
    };
  }
  return {
    path,
    atKey: true,
    severity: 'notice',
    message: 'a host that is called by another name',
    found: host,
    expected: `its callers to connect to ${egressHost(namespace, { name })}:${port}, the name that the egress of the zone gives it`,
    mend: 'write that name where they read it, such as in env; or add cidr, and nothing changes for them',
  };
}
