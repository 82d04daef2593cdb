import { strictestLevel, violationsOf } from '../../pod-spec/pod-security';

const shut = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};
const of = (container: object, pod: object = {}) => ({ ...pod, containers: [{ name: 'a', ...container }] });

test('a pod that says nothing is baseline, and one that is shut in is restricted', () => {
  expect(strictestLevel([of({})])).toBe('baseline');
  expect(strictestLevel([of({ securityContext: shut })])).toBe('restricted');
  expect(strictestLevel([of({ securityContext: shut }), of({})])).toBe('baseline');
});

// The defaults that k8s.io/pod-security-admission tries its own checks with, in other words.
test.each([
  ['hostNetwork', of({}, { hostNetwork: true })],
  ['hostPath', of({}, { volumes: [{ name: 'v', hostPath: { path: '/' } }] })],
  ['privileged', of({ securityContext: { privileged: true } })],
  ['NET_ADMIN', of({ securityContext: { capabilities: { add: ['NET_ADMIN'] } } })],
  ['hostPort', of({ ports: [{ containerPort: 80, hostPort: 80 }] })],
  ['Unconfined', of({ securityContext: { seccompProfile: { type: 'Unconfined' } } })],
  ['kernel.msgmax', of({}, { securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] } })],
  ['spc_t', of({ securityContext: { seLinuxOptions: { type: 'spc_t' } } })],
  ['Unmasked', of({ securityContext: { procMount: 'Unmasked' } })],
])('baseline lets no %s in', (word, spec) => {
  expect(violationsOf(spec, 'baseline').map(({ found }) => found)).toEqual([expect.stringContaining(word)]);
  expect(violationsOf(spec, 'privileged')).toEqual([]);
  expect(strictestLevel([spec])).toBe('privileged');
});

test.each([
  ['nfs', of({ securityContext: shut }, { volumes: [{ name: 'v', nfs: { server: 's', path: '/' } }] })],
  ['allowPrivilegeEscalation', of({ securityContext: { ...shut, allowPrivilegeEscalation: undefined } })],
  [
    'runAsNonRoot',
    of({ securityContext: { ...shut, runAsNonRoot: false } }, { securityContext: { runAsNonRoot: true } }),
  ],
  ['0', of({ securityContext: { ...shut, runAsUser: 0 } })],
  ['seccompProfile', of({ securityContext: { ...shut, seccompProfile: undefined } })],
  ['capabilities.drop', of({ securityContext: { ...shut, capabilities: { drop: ['NET_RAW'] } } })],
  ['CHOWN', of({ securityContext: { ...shut, capabilities: { drop: ['ALL'], add: ['CHOWN'] } } })],
])('restricted lets no pod in for %s, and baseline does', (word, spec) => {
  expect(violationsOf(spec, 'restricted').map(({ found }) => found)).toEqual([expect.stringContaining(word)]);
  expect(strictestLevel([spec])).toBe('baseline');
});

test('what the pod says holds for its containers, and init containers are judged like others', () => {
  const { runAsNonRoot, seccompProfile, ...own } = shut;
  const pod = { securityContext: { runAsNonRoot, seccompProfile } };
  expect(strictestLevel([of({ securityContext: own }, pod)])).toBe('restricted');
  expect(strictestLevel([of({ securityContext: shut }, { ...pod, initContainers: [{ name: 'i' }] })])).toBe(
    'baseline',
  );
});
