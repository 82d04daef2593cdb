import { type Part, partOf, partsOf } from './refusal';

/** Levels of the Pod Security Standards, from the one that lets everything in. */
export const podSecurityLevels = ['privileged', 'baseline', 'restricted'] as const;
export type PodSecurityLevel = (typeof podSecurityLevels)[number];

/** What a level does not let in. */
export interface Violation {
  /** Keys and indices that lead from the PodSpec to the value, or to what lacks it. */
  readonly at: readonly (string | number)[];
  readonly found: string;
  readonly expected: string;
}

interface Container {
  readonly at: readonly (string | number)[];
  readonly part: Part;
  readonly context: Part;
}

/**
 * What a level of Pod Security does not let in of a PodSpec. Source: k8s.io/pod-security-admission v0.35 policy, the checks of
 * the newest version; those that annotations or Windows alone decide are left out.
 */
export function violationsOf(spec: unknown, level: PodSecurityLevel): readonly Violation[] {
  if (level === 'privileged') return [];
  const pod = partOf(spec);
  const containers = ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) =>
    partsOf(pod[list]).map(
      (part, i): Container => ({ at: [list, i], part, context: partOf(part.securityContext) }),
    ),
  );
  return [...baseline(pod, containers), ...(level === 'restricted' ? restricted(pod, containers) : [])];
}

/** The strictest level that lets all of the pods in. */
export function strictestLevel(specs: readonly unknown[]): PodSecurityLevel {
  const fits = (level: PodSecurityLevel) => specs.every((spec) => violationsOf(spec, level).length === 0);
  return fits('restricted') ? 'restricted' : fits('baseline') ? 'baseline' : 'privileged';
}

const capabilities = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);
const seLinuxTypes = new Set([
  '',
  'container_t',
  'container_init_t',
  'container_kvm_t',
  'container_engine_t',
]);
const sysctls = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
]);

function* baseline(pod: Part, containers: readonly Container[]): Generator<Violation> {
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC'])
    if (pod[field] === true) yield { at: [field], found: `${field}: true`, expected: `no ${field}` };
  for (const [i, volume] of partsOf(pod.volumes).entries())
    if (volume.hostPath !== undefined)
      yield { at: ['volumes', i, 'hostPath'], found: 'hostPath', expected: 'another kind of volume' };
  const own = partOf(pod.securityContext);
  for (const [i, sysctl] of partsOf(own.sysctls).entries())
    if (!sysctls.has(String(sysctl.name)))
      yield {
        at: ['securityContext', 'sysctls', i],
        found: String(sysctl.name),
        expected: 'a sysctl of the pod alone',
      };
  yield* confinement(['securityContext'], own);
  for (const { at, part, context } of containers) {
    const inside = [...at, 'securityContext'];
    if (context.privileged === true)
      yield { at: [...inside, 'privileged'], found: 'privileged: true', expected: 'no privileged' };
    for (const name of added(context).filter((name) => !capabilities.has(name)))
      yield {
        at: [...inside, 'capabilities', 'add'],
        found: name,
        expected: `at most ${[...capabilities].join(', ')}`,
      };
    for (const [i, port] of partsOf(part.ports).entries())
      if (typeof port.hostPort === 'number' && port.hostPort !== 0)
        yield {
          at: [...at, 'ports', i, 'hostPort'],
          found: `hostPort ${port.hostPort}`,
          expected: 'no hostPort',
        };
    if (context.procMount !== undefined && context.procMount !== 'Default')
      yield { at: [...inside, 'procMount'], found: String(context.procMount), expected: 'Default' };
    yield* confinement(inside, context);
  }
}

/** What keeps a process in, and that nothing switches it off. */
function* confinement(at: readonly (string | number)[], context: Part): Generator<Violation> {
  for (const field of ['seccompProfile', 'appArmorProfile'])
    if (partOf(context[field]).type === 'Unconfined')
      yield { at: [...at, field, 'type'], found: 'Unconfined', expected: 'RuntimeDefault or Localhost' };
  const { type = '', user = '', role = '' } = partOf(context.seLinuxOptions);
  if (!seLinuxTypes.has(String(type)))
    yield { at: [...at, 'seLinuxOptions', 'type'], found: String(type), expected: 'a type of containers' };
  if (user !== '' || role !== '')
    yield { at: [...at, 'seLinuxOptions'], found: 'user or role', expected: 'neither' };
  if (partOf(context.windowsOptions).hostProcess === true)
    yield { at: [...at, 'windowsOptions', 'hostProcess'], found: 'true', expected: 'no hostProcess' };
}

const volumeKinds = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

function* restricted(pod: Part, containers: readonly Container[]): Generator<Violation> {
  for (const [i, volume] of partsOf(pod.volumes).entries()) {
    const kind = Object.keys(volume).find((key) => key !== 'name' && !volumeKinds.has(key));
    if (kind !== undefined && kind !== 'hostPath')
      yield {
        at: ['volumes', i, kind],
        found: kind,
        expected: 'a volume of the cluster, not of a node or server',
      };
  }
  const own = partOf(pod.securityContext);
  if (own.runAsUser === 0)
    yield { at: ['securityContext', 'runAsUser'], found: '0', expected: 'another user' };
  for (const { at, context } of containers) {
    const inside = [...at, 'securityContext'];
    if (context.allowPrivilegeEscalation !== false)
      yield {
        at: inside,
        found: 'no allowPrivilegeEscalation: false',
        expected: 'allowPrivilegeEscalation: false',
      };
    if ((context.runAsNonRoot ?? own.runAsNonRoot) !== true)
      yield {
        at: inside,
        found: 'no runAsNonRoot: true',
        expected: 'runAsNonRoot: true, here or of the pod',
      };
    if (context.runAsUser === 0) yield { at: [...inside, 'runAsUser'], found: '0', expected: 'another user' };
    if (!confined(context) && (context.seccompProfile !== undefined || !confined(own)))
      yield {
        at: inside,
        found: 'no seccompProfile',
        expected: 'seccompProfile of type RuntimeDefault or Localhost, here or of the pod',
      };
    const { drop } = partOf(context.capabilities);
    if (!Array.isArray(drop) || !drop.includes('ALL'))
      yield { at: inside, found: 'no capabilities.drop: [ALL]', expected: 'capabilities.drop: [ALL]' };
    for (const name of added(context).filter((each) => each !== 'NET_BIND_SERVICE' && capabilities.has(each)))
      yield {
        at: [...inside, 'capabilities', 'add'],
        found: name,
        expected: 'NET_BIND_SERVICE at most',
      };
  }
}

function confined(context: Part): boolean {
  const { type } = partOf(context.seccompProfile);
  return type === 'RuntimeDefault' || type === 'Localhost';
}

function added(context: Part): readonly string[] {
  const { add } = partOf(context.capabilities);
  return Array.isArray(add) ? add.map(String) : [];
}
