import { hardened } from '../../../charts/application/hardening';
import type { JsonMap } from '../../../config/kubernetes/field';
import { violationsOf } from '../../../pod-spec/pod-security';
import { BuiltCluster } from '../objects';

const one = (securityContext?: JsonMap, pod: JsonMap = {}) =>
  hardened({
    ...pod,
    containers: [
      { name: 'jazz', image: 'a:1', ...(securityContext === undefined ? {} : { securityContext }) },
    ],
  });
const contextOf = (pod: ReturnType<typeof hardened>) =>
  (pod.containers as readonly { readonly securityContext?: unknown }[])[0]?.securityContext;
const profile = { seccompProfile: { type: 'RuntimeDefault' } };

test('a pod of which nothing is said has a seccomp profile, and none of its containers gains rights', () => {
  const pod = hardened({ containers: [{ name: 'a' }, { name: 'b' }], initContainers: [{ name: 'c' }] });
  const securityContext = { allowPrivilegeEscalation: false };
  expect(pod).toEqual({
    securityContext: profile,
    containers: [
      { name: 'a', securityContext },
      { name: 'b', securityContext },
    ],
    initContainers: [{ name: 'c', securityContext }],
  });
});

test('who is root keeps its capabilities, and who is not has none: that is all that restricted asks for', () => {
  const wanted = { allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: ['ALL'] } };
  expect(contextOf(one({ runAsNonRoot: true }))).toEqual(wanted);
  expect(contextOf(one({ runAsUser: 1000 }))).toEqual({ ...wanted, runAsUser: 1000 });
  expect(violationsOf(one(undefined, { securityContext: { runAsNonRoot: true } }), 'restricted')).toEqual([]);
  for (const root of [{}, { runAsUser: 0 }, { runAsNonRoot: false, runAsUser: 1000 }])
    expect(contextOf(one(root))).toEqual({ allowPrivilegeEscalation: false, ...root });
});

test('what a file says wins', () => {
  expect(contextOf(one({ allowPrivilegeEscalation: true }))).toEqual({ allowPrivilegeEscalation: true });
  const capabilities = { add: ['NET_BIND_SERVICE'] };
  expect(contextOf(one({ runAsNonRoot: true, capabilities }))).toMatchObject({
    capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
  });
  const unconfined = { securityContext: { seccompProfile: { type: 'Unconfined' } } };
  expect(one({}, unconfined)).toMatchObject(unconfined);
});

test('nothing is written that the API server refuses beside what a file says', () => {
  const privileged = { privileged: true };
  expect(contextOf(one(privileged))).toEqual(privileged);
  const admin = { capabilities: { add: ['SYS_ADMIN'] } };
  expect(contextOf(one(admin))).toEqual(admin);
  const windows = { os: { name: 'windows' }, containers: [{ name: 'jazz' }] };
  expect(hardened(windows)).toEqual(windows);
});

test('with the CNI plugin an application that says runAsNonRoot of its pods, and no more, is in a restricted namespace', () => {
  const cluster = BuiltCluster.reference('us-west-2-kong-mesh', (text) =>
    text
      .replace('  backend: kong-mesh\n', '  backend: kong-mesh\n  cni: true\n')
      .replace(
        '    canary:',
        '    defaults: {securityContext: null, pod: {securityContext: {runAsNonRoot: true, seccompProfile: null}}}\n    canary:',
      ),
  );
  const label = 'pod-security.kubernetes.io/enforce';
  expect(cluster.field('Namespace', 'prod', 'metadata', 'labels', label)).toBe('restricted');
});
