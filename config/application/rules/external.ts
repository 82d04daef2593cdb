import type { MeshBackend } from '../../graph/graph-error';
import type { ApplicationFinding, Running } from '../running';

/** Ports of protocols in which the server speaks first or asks for TLS in words of its own: no ClientHello opens them. */
const notByTls: Readonly<Record<number, string>> = {
  3306: 'MySQL',
  5432: 'PostgreSQL',
  6379: 'Redis without TLS',
};

/** A host outside the mesh has a way out. */
export function externalHosts(
  running: Running,
  mesh: MeshBackend | undefined,
): readonly ApplicationFinding[] {
  return [...running.external].flatMap(([name, { config }]): ApplicationFinding[] => {
    if (config === undefined) return [];
    const { host, port, protocol, cidr } = config;
    const path = ['external', name];
    const findings: ApplicationFinding[] = [];
    const first = notByTls[port];
    if (protocol === 'tls' && first !== undefined) {
      findings.push({
        path: [...path, 'protocol'],
        severity: 'notice',
        message: 'a protocol that does not open with TLS',
        expected: `tcp with cidr: port ${port} is ${first}'s, whose connection does not begin with a ClientHello, so no server name is read`,
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
    if (protocol === 'tcp' && cidr === undefined && mesh === 'kong-mesh') {
      findings.push({
        path: [...path, 'protocol'],
        message: 'a host that has no way out',
        expected: `cidr beside it, or tls: a connection by tcp does not say that it is for ${host}`,
        mend: 'add cidr: [<address ranges of the host>], such as the subnets of a database; or write tls, if the client opens with TLS',
      });
    }
    return findings;
  });
}
