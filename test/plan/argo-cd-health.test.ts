import { applicationScript, healthConfiguration, healthScript } from '../../plan/argo-cd-health';
import { type HealthRule, healthRules } from '../../plan/health';
import { dig } from '../../references/fields';
import { health } from './lua';

function withCondition(type: string, status: string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    metadata: { generation: 2 },
    status: { conditions: [{ type, status, message: 'said so', ...more }] },
  };
}

const shipped = healthRules.filter((rule) => rule.knownToArgoCd !== true);

describe.each(shipped.map((rule) => [`${rule.group}/${rule.kind}`, rule] as const))(
  'the health of %s in Argo CD',
  (_, rule: HealthRule) => {
    const script = healthScript(rule);
    const waiting = rule.idle === true ? 'Healthy' : 'Progressing';

    test('is Healthy, with the controller’s words, once its condition is True', () => {
      expect(health(script, withCondition(rule.condition, 'True'))).toEqual({
        status: 'Healthy',
        message: 'said so',
      });
    });

    test('is not decided before the controller has written anything', () => {
      expect(health(script, { metadata: { generation: 1 } })).toMatchObject({
        status: waiting,
      });
      expect(health(script, { metadata: {}, status: {} })).toMatchObject({
        status: waiting,
      });
      expect(health(script, { metadata: {}, status: { conditions: [] } })).toMatchObject({ status: waiting });
    });

    test('is not decided while its condition is Unknown', () => {
      expect(health(script, withCondition(rule.condition, 'Unknown'))).toMatchObject({ status: waiting });
    });

    test('is not decided by what the controller said of an older generation', () => {
      const condition = withCondition(rule.condition, 'True', {
        observedGeneration: 1,
      });
      expect(health(script, condition)).toMatchObject({ status: waiting });
      const whole = {
        ...condition,
        status: {
          observedGeneration: 1,
          conditions: [{ type: rule.condition, status: 'True' }],
        },
      };
      expect(health(script, whole)).toMatchObject({ status: waiting });
    });

    test('is Degraded exactly when the controller has given up', () => {
      const { failed } = rule;
      const asked = failed ?? { condition: rule.condition, status: 'False' };
      const object = withCondition(asked.condition, asked.status, {
        reason: failed?.reason ?? 'Other',
      });
      expect(health(script, object)).toMatchObject({
        status: failed === undefined ? waiting : 'Degraded',
      });
      if (failed?.reason === undefined) return;
      const other = withCondition(failed.condition, failed.status, {
        reason: 'Pending',
      });
      expect(health(script, other)).toMatchObject({ status: waiting });
    });
  },
);

describe('the health of an Application in Argo CD', () => {
  test.each([
    ['has no status', {}, 'Progressing'],
    ['was never synced, and has nothing that could be ill', { health: { status: 'Healthy' } }, 'Progressing'],
    ['is syncing', { operationState: { phase: 'Running' }, health: { status: 'Healthy' } }, 'Progressing'],
    ['has not been judged', { operationState: { phase: 'Succeeded' } }, 'Progressing'],
    ['could not be synced', { operationState: { phase: 'Failed', message: 'refused' } }, 'Degraded'],
    ['could not be read', { operationState: { phase: 'Error' } }, 'Degraded'],
    [
      'has unhealthy objects',
      {
        operationState: { phase: 'Succeeded' },
        health: { status: 'Degraded' },
      },
      'Degraded',
    ],
    [
      'has objects that wait',
      {
        operationState: { phase: 'Succeeded' },
        health: { status: 'Progressing' },
      },
      'Progressing',
    ],
    [
      'has objects that all work',
      { operationState: { phase: 'Succeeded' }, health: { status: 'Healthy' } },
      'Healthy',
    ],
  ])('of one that %s', (_, status, expected) => {
    expect(health(applicationScript, { metadata: {}, status })).toMatchObject({
      status: expected,
    });
  });

  test('of one that is new', () => {
    expect(health(applicationScript, { metadata: {} })).toMatchObject({
      status: 'Progressing',
    });
  });
});

test('the configuration holds a check for each kind that Argo CD knows nothing of, and no other', () => {
  expect(Object.keys(Object(dig(healthConfiguration(), 'data')))).toMatchInlineSnapshot(`
   [
     "resource.customizations.health.argoproj.io_Application",
     "resource.customizations.health.appmesh.k8s.aws_Mesh",
     "resource.customizations.health.appmesh.k8s.aws_VirtualNode",
     "resource.customizations.health.appmesh.k8s.aws_VirtualRouter",
     "resource.customizations.health.appmesh.k8s.aws_VirtualService",
     "resource.customizations.health.appmesh.k8s.aws_VirtualGateway",
     "resource.customizations.health.appmesh.k8s.aws_GatewayRoute",
     "resource.customizations.health.configuration.konghq.com_KongConsumer",
     "resource.customizations.health.configuration.konghq.com_KongPlugin",
     "resource.customizations.health.configuration.konghq.com_KongClusterPlugin",
     "resource.customizations.health.gateway.networking.k8s.io_Gateway",
     "resource.customizations.health.gateway.networking.k8s.io_GatewayClass",
     "resource.customizations.health.konnect.konghq.com_KonnectAPIAuthConfiguration",
     "resource.customizations.health.kuma.io_MeshIdentity",
     "resource.customizations.health.iam.services.k8s.aws_Role",
     "resource.customizations.health.iam.services.k8s.aws_Policy",
     "resource.customizations.health.eks.services.k8s.aws_PodIdentityAssociation",
   ]
  `);
});

test('no script uses what Lua 5.1 lacks', () => {
  for (const rule of shipped) expect(healthScript(rule)).not.toMatch(/\/\/|goto|<const>|<close>|&|\|/);
});
