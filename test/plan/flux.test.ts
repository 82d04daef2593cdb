import { type CelInput, isCelError, run } from '@bufbuild/cel';
import { fluxDelivery } from '../../plan/flux';
import { type HealthCheckExpression, healthCheckExpressions } from '../../plan/flux-health';
import { healthRules } from '../../plan/health';
import { plan } from '../../plan/plan';
import { dig } from '../../references/fields';
import { buildIndex } from '../../references/reference-index';
import { fixture, manifests } from '../fixtures/load';

const delivery = {
  cluster: 'us-west-2-app-mesh',
  repository: 'https://github.com/example/platform',
  revision: 'main',
  path: 'dist',
};

function deliveryOf(name: string, given: readonly string[]) {
  const index = buildIndex(fixture(name), { given });
  return fluxDelivery(index, plan(index), delivery);
}

test('a GitRepository reads no more than the cluster’s own folder', () => {
  expect(deliveryOf('app-mesh.yaml', ['ack-iam'])[0]).toMatchInlineSnapshot(`
   {
     "apiVersion": "source.toolkit.fluxcd.io/v1",
     "kind": "GitRepository",
     "metadata": {
       "name": "meshwright",
       "namespace": "flux-system",
     },
     "spec": {
       "interval": "1m",
       "ref": {
         "branch": "main",
       },
       "sparseCheckout": [
         "dist/us-west-2-app-mesh",
       ],
       "url": "https://github.com/example/platform",
     },
   }
  `);
});

test('each stage is a Kustomization that depends on the one before it and waits for all of it', () => {
  const stages = deliveryOf('app-mesh.yaml', ['ack-iam']).slice(2);
  expect(
    stages.map(({ metadata, spec }) => [metadata.name, dig(spec, 'dependsOn'), dig(spec, 'wait')]),
  ).toMatchInlineSnapshot(`
   [
     [
       "meshwright-00-foundation",
       undefined,
       true,
     ],
     [
       "meshwright-10-operators",
       [
         {
           "name": "meshwright-00-foundation",
         },
       ],
       true,
     ],
     [
       "meshwright-20-secrets",
       [
         {
           "name": "meshwright-10-operators",
         },
       ],
       true,
     ],
     [
       "meshwright-30-mesh",
       [
         {
           "name": "meshwright-20-secrets",
         },
       ],
       true,
     ],
     [
       "meshwright-50-workloads",
       [
         {
           "name": "meshwright-30-mesh",
         },
       ],
       true,
     ],
     [
       "meshwright-60-routes",
       [
         {
           "name": "meshwright-50-workloads",
         },
       ],
       true,
     ],
   ]
  `);
  expect(stages.find(({ metadata }) => metadata.name === 'meshwright-30-mesh')).toMatchInlineSnapshot(`
   {
     "apiVersion": "kustomize.toolkit.fluxcd.io/v1",
     "kind": "Kustomization",
     "metadata": {
       "name": "meshwright-30-mesh",
       "namespace": "flux-system",
     },
     "spec": {
       "deletionPolicy": "WaitForTermination",
       "dependsOn": [
         {
           "name": "meshwright-20-secrets",
         },
       ],
       "healthCheckExprs": [
         {
           "apiVersion": "appmesh.k8s.aws/v1beta2",
           "current": "has(status.conditions) && status.conditions.exists(e, e.type == 'VirtualNodeActive' && e.status == 'True')",
           "failed": "has(status.conditions) && status.conditions.exists(e, e.type == 'VirtualNodeActive' && e.status == 'False')",
           "kind": "VirtualNode",
         },
         {
           "apiVersion": "appmesh.k8s.aws/v1beta2",
           "current": "has(status.conditions) && status.conditions.exists(e, e.type == 'VirtualRouterActive' && e.status == 'True')",
           "failed": "has(status.conditions) && status.conditions.exists(e, e.type == 'VirtualRouterActive' && e.status == 'False')",
           "kind": "VirtualRouter",
         },
         {
           "apiVersion": "appmesh.k8s.aws/v1beta2",
           "current": "has(status.conditions) && status.conditions.exists(e, e.type == 'VirtualServiceActive' && e.status == 'True')",
           "failed": "has(status.conditions) && status.conditions.exists(e, e.type == 'VirtualServiceActive' && e.status == 'False')",
           "kind": "VirtualService",
         },
       ],
       "interval": "10m",
       "path": "./dist/us-west-2-app-mesh/30-mesh",
       "prune": true,
       "retryInterval": "1m",
       "sourceRef": {
         "kind": "GitRepository",
         "name": "meshwright",
       },
       "timeout": "10m",
       "wait": true,
     },
   }
  `);
});

test('a stage with Helm installs has time for an install and a second try', () => {
  const stages = deliveryOf('app-mesh.yaml', ['ack-iam']).slice(2);
  const timeouts = stages.map(({ metadata, spec }) => `${metadata.name}: ${dig(spec, 'timeout')}`);
  expect(timeouts).toMatchInlineSnapshot(`
   [
     "meshwright-00-foundation: 10m",
     "meshwright-10-operators: 20m",
     "meshwright-20-secrets: 10m",
     "meshwright-30-mesh: 10m",
     "meshwright-50-workloads: 20m",
     "meshwright-60-routes: 10m",
   ]
  `);
});

test('a key is read from the Secret of flux bootstrap when the repository is reached over ssh', () => {
  const index = buildIndex([]);
  const [source] = fluxDelivery(index, plan(index), {
    ...delivery,
    repository: 'ssh://git@example.com/platform',
  });
  expect(dig(source, 'spec', 'secretRef')).toEqual({ name: 'flux-system' });
});

test('a VirtualNode whose VirtualService comes in a later stage is applied, but not waited for', () => {
  const index = buildIndex(fixture('app-mesh.yaml'), { given: ['ack-iam'] });
  const planned = plan(index);
  const service = index.ofKind('appmesh.k8s.aws', 'VirtualService')[0];
  const moved: typeof planned = {
    ...planned,
    stageOf: (object) => (object === service ? '60-routes' : planned.stageOf(object)),
  };
  const mesh = fluxDelivery(index, moved, delivery).find(
    ({ metadata }) => metadata.name === 'meshwright-30-mesh',
  );
  expect(dig(mesh, 'spec', 'wait')).toBeUndefined();
  const waited = dig(mesh, 'spec', 'healthChecks');
  expect(waited).toContainEqual(expect.objectContaining({ kind: 'VirtualNode', name: 'jazz-v1' }));
  expect(waited).not.toContainEqual(expect.objectContaining({ kind: 'VirtualNode', name: 'kong' }));
});

/** As Flux evaluates: failed, then current; an expression that cannot be evaluated leaves the object unknown. */
function health(check: HealthCheckExpression, object: Record<string, CelInput>): string {
  for (const [name, expression] of [
    ['failed', check.failed],
    ['current', check.current],
  ] as const) {
    if (expression === undefined) continue;
    const result = run(expression, object);
    if (isCelError(result)) return 'unknown';
    if (result === true) return name;
  }
  return 'in progress';
}

function condition(type: string, status: string, reason = ''): Record<string, CelInput> {
  const entry: CelInput = new Map<string, CelInput>([
    ['type', type],
    ['status', status],
    ['reason', reason],
  ]);
  const status_: CelInput = new Map<string, CelInput>([['conditions', [entry]]]);
  return { status: status_ };
}

const everyKind = healthRules.map((rule) => ({
  apiVersion: `${rule.group}/${rule.version}`,
  kind: rule.kind,
  metadata: { name: 'x' },
}));

describe.each(healthRules.map((rule) => [rule.kind, rule] as const))(
  'the health of a %s in Flux',
  (_, rule) => {
    const check = healthCheckExpressions(everyKind).find(
      ({ kind, apiVersion }) => kind === rule.kind && apiVersion.startsWith(`${rule.group}/`),
    );
    if (check === undefined) throw new Error('no expression');

    test('is current once its condition is True', () => {
      expect(health(check, condition(rule.condition, 'True'))).toBe('current');
    });

    test('is not current before its controller has written anything', () => {
      const nothing = health(check, { status: new Map<string, CelInput>() });
      expect(nothing).toBe(rule.idle ? 'current' : 'in progress');
      if (!rule.idle) expect(['current', 'failed']).not.toContain(health(check, {}));
    });

    test('is not current while its condition is Unknown', () => {
      expect(health(check, condition(rule.condition, 'Unknown'))).toBe(rule.idle ? 'current' : 'in progress');
    });

    test('has failed only when the controller says so', () => {
      const { failed } = rule;
      if (failed === undefined) {
        expect(health(check, condition(rule.condition, 'False'))).toBe('in progress');
      } else {
        expect(health(check, condition(failed.condition, failed.status, failed.reason))).toBe('failed');
      }
    });
  },
);

test('only kinds of the stage get an expression', () => {
  const objects = manifests('{apiVersion: v1, kind: Namespace, metadata: {name: x}}');
  expect(healthCheckExpressions(objects)).toEqual([]);
});

test('the delivery objects keep themselves as they are in Git, and leave the stages when they go', () => {
  expect(deliveryOf('app-mesh.yaml', ['ack-iam'])[1]?.spec).toMatchObject({
    path: './dist/us-west-2-app-mesh/delivery',
    prune: true,
    deletionPolicy: 'Orphan',
  });
});
