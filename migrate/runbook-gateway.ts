import { helmChartVersions } from '../charts/versions';
import type { Manifest } from '../references/manifest';
import type { LeaveResult } from './result';
import { apply, code, heredoc, type RunbookProps } from './runbook-words';

/** Kong beside the old gateway, and its routes. */
export function gatewayText({ plan, objects }: LeaveResult, props: RunbookProps): readonly string[] {
  const routes = objects.filter(({ stage }) => stage === '40-gateway');
  const ofGatewayApi = routes.some(({ manifest: { kind } }) => /Route$/.test(kind));
  const envoys = plan.gateways.flatMap(({ namespace, workloads }) =>
    workloads.map(({ kind, name }) =>
      kind === 'DaemonSet'
        ? `kubectl delete daemonset ${name} --namespace ${namespace}`
        : `kubectl scale ${kind.toLowerCase()}/${name} --namespace ${namespace} --replicas=0`,
    ),
  );
  const { repository, version } = helmChartVersions.ingress;
  const values = {
    gateway: {
      podLabels: { 'kuma.io/mesh': plan.mesh, 'kuma.io/sidecar-injection': 'enabled' },
      podAnnotations: { 'kuma.io/gateway': 'enabled' },
    },
    controller: { podLabels: { 'kuma.io/sidecar-injection': 'disabled' } },
  };
  return [
    ...(ofGatewayApi
      ? [
          'The definitions of Gateway API have to be there before Kong, or its controller does not look for routes:',
          code(
            'kubectl get customresourcedefinitions gatewayclasses.gateway.networking.k8s.io gateways.gateway.networking.k8s.io httproutes.gateway.networking.k8s.io',
          ),
        ]
      : []),
    'Install Kong beside the old gateway, its proxy’s pods in the mesh, its controller not:',
    code(
      [
        `helm repo add kong ${repository}`,
        heredoc(
          `helm upgrade --install kong kong/ingress --version ${version} --namespace kong --create-namespace --wait --values -`,
          props.toYaml([values]),
        ),
        ...(ofGatewayApi ? [heredoc(`${apply} -f -`, props.toYaml(gatewayObjects))] : []),
        `${apply} -f 40-gateway/`,
      ].join('\n'),
    ),
    'Try it by its own address, then move the clients by the weight of their DNS name, a few per cent first.',
    ...(envoys.length === 0
      ? []
      : [
          'When nobody calls the old one any more, its Envoys go: `finish.sh` does nothing while they run. Until then the way back is the weight; after that there is none, for a new Envoy finds no control plane.',
          code(envoys.join('\n')),
        ]),
  ];
}

/** The class that Kong's controller serves, and the Gateway that the routes name, open to every namespace. */
const gatewayObjects: readonly Manifest[] = [
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    // Kong's chart makes the pods: nobody has to make them for the class.
    metadata: { name: 'kong', annotations: { 'konghq.com/gatewayclass-unmanaged': 'true' } },
    spec: { controllerName: 'konghq.com/kic-gateway-controller' },
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'kong', namespace: 'kong' },
    spec: {
      gatewayClassName: 'kong',
      listeners: [
        { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } },
      ],
    },
  },
];
