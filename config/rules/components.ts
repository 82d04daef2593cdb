import type { HelmChartKey } from '../cluster';
import { isMadeByOperator, isReadByOperator } from '../gateway';
import type { PartlyValid } from '../valid-parts';
import type { Present, Rule, RuleFinding } from './rule';

/** The gateway's load balancer needs the controller that makes it. */
export const loadBalancerController: Rule = ({ given }, present) => {
  // An entry that is not valid may be this one, misspelled.
  if (given === undefined || given.includes(undefined) || given.includes('aws-load-balancer-controller')) {
    return [];
  }
  return [
    {
      path: ['given'],
      message: 'no load balancer controller',
      expected:
        "aws-load-balancer-controller: the gateway's load balancer sends to pods (target type ip), and only that controller makes such a one",
      mend: present('given')
        ? 'install the AWS Load Balancer Controller, and add aws-load-balancer-controller to given'
        : 'install the AWS Load Balancer Controller, and add given: [aws-load-balancer-controller]',
    },
  ];
};

/** Nothing is named twice among what the cluster has already. */
export const givenOnce: Rule = ({ given = [] }) => {
  const seen = new Set<string>();
  return given.flatMap((name, index): RuleFinding[] => {
    if (name === undefined || !seen.has(name)) {
      if (name !== undefined) seen.add(name);
      return [];
    }
    return [
      {
        path: ['given', index],
        message: 'listed twice',
        expected: 'every component and object once',
        mend: 'remove one of the two',
      },
    ];
  });
};

/** Values are for charts that are installed. */
export const helmValues: Rule = (config, present) =>
  Object.keys(config.helm ?? {}).flatMap((chart): RuleFinding[] => {
    const reason = notInstalled[chart]?.(config, present);
    if (reason === undefined) return [];
    return [
      {
        path: ['helm', chart],
        atKey: true,
        message: 'values of a chart that is not installed',
        found: chart,
        expected: `a chart that this cluster installs; not ${chart}, since ${reason}`,
        mend: 'remove the values',
      },
    ];
  });

/** Why a cluster does not install a chart. */
type Reason = (config: PartlyValid, present: Present) => string | undefined;

/** For each chart, why a cluster does not install it; undefined when it does, or when that cannot be told. */
const notInstalled: Readonly<Record<string, Reason>> = {
  'appmesh-controller': ({ given, mesh }, present) =>
    given?.includes('app-mesh-controller')
      ? 'the App Mesh controller is given'
      : mesh?.backend === 'kong-mesh'
        ? 'mesh.backend is kong-mesh'
        : noMesh(present),
  'cert-manager': ({ given, delivery, mesh, gateway }, present) =>
    given?.includes('cert-manager')
      ? 'cert-manager is given'
      : isReadByOperator(gateway ?? {})
        ? undefined
        : delivery?.engine === 'flux'
          ? 'only charts that Argo CD renders need it'
          : mesh === undefined && gateway?.mode === 'konnect-data-plane'
            ? noMesh(present)
            : undefined,
  'external-secrets': ({ given }) =>
    given?.includes('external-secrets') ? 'External Secrets is given' : undefined,
  'kong-operator': ({ given, gateway }) =>
    given?.includes('kong-operator')
      ? 'Kong Operator is given'
      : isReadByOperator(gateway ?? {}) || gateway?.mode === undefined
        ? undefined
        : `gateway.mode is ${gateway.mode}`,
  kong: ({ gateway }) =>
    isMadeByOperator(gateway ?? {})
      ? `gateway.mode is ${gateway?.mode}: the operator makes the gateway`
      : undefined,
  'kong-mesh': ({ mesh }, present) =>
    mesh?.backend === 'app-mesh' ? 'mesh.backend is app-mesh' : noMesh(present),
} satisfies Partial<Record<HelmChartKey, Reason>>;

function noMesh(present: Present): string | undefined {
  return present('mesh') ? undefined : 'it has no mesh';
}
