import type { RiskCase } from '../edit';

const made = `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: kong}
spec:
  controllerName: konghq.com/gateway-operator
  parametersRef: {group: gateway-operator.konghq.com, kind: GatewayConfiguration, name: kong, namespace: kong}
---
apiVersion: gateway-operator.konghq.com/v2beta1
kind: GatewayConfiguration
metadata: {name: kong, namespace: kong}
spec:
  dataPlaneOptions:
    network:
      services:
        ingress:
          name: api-proxy
          type: LoadBalancer
          annotations:
            service.beta.kubernetes.io/aws-load-balancer-type: external
            service.beta.kubernetes.io/aws-load-balancer-scheme: internal
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: kong, namespace: kong, annotations: {gateway-operator.konghq.com/static-naming: "true"}}
spec:
  gatewayClassName: kong
  listeners:
    - name: http
      port: 80
      protocol: HTTP
      allowedRoutes:
        namespaces:
          from: Selector
          selector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [prod]}]}
    - name: shop
      hostname: shop.example.com
      port: 443
      protocol: HTTPS
      tls: {mode: Terminate, certificateRefs: [{name: shop-tls}]}
      allowedRoutes: {namespaces: {from: All}}
---
apiVersion: v1
kind: Namespace
metadata: {name: prod}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: prod}
spec:
  parentRefs: [{name: kong, namespace: kong, sectionName: shop}]
  hostnames: [shop.example.com]
  rules: [{backendRefs: [{name: shop, port: 80}]}]
`;

const gateway = 'gateway.networking.k8s.io/Gateway kong/kong';
const route = 'gateway.networking.k8s.io/HTTPRoute prod/shop';
const configuration = 'gateway-operator.konghq.com/GatewayConfiguration kong/kong';
const annotation = (name: string) =>
  `/spec/dataPlaneOptions/network/services/ingress/annotations/service.beta.kubernetes.io~1aws-load-balancer-${name}`;

const scaled = made.replace(
  '  dataPlaneOptions:\n',
  '  dataPlaneOptions:\n    deployment: {scaling: {horizontal: {minReplicas: 2, maxReplicas: 5}}, podTemplateSpec: {metadata: {labels: {team: a}}}}\n',
);
const inKonnect = made.replace(
  '  dataPlaneOptions:\n',
  '  konnect: {authRef: {name: konnect}}\n  dataPlaneOptions:\n',
);
const mirror = { authRef: { name: 'konnect' }, source: 'Mirror', mirror: { konnect: { id: 'a' } } };

/** Changes of Gateways and of the routes of Gateway API, and what the reviewer reads. */
export const gatewayApiCases: readonly RiskCase[] = [
  {
    change: 'the autoscaler alone of a gateway that the operator makes',
    before: scaled,
    object: configuration,
    edits: { '/spec/dataPlaneOptions/deployment/scaling/horizontal/maxReplicas': 9 },
    risks: [
      'medium GatewayConfiguration kong/kong: its autoscaler alone changes, which Kong Operator does not look at: change a label of its pods with it [change-not-taken]',
    ],
  },
  {
    change: 'the autoscaler and a label of the pods',
    before: scaled,
    object: configuration,
    edits: {
      '/spec/dataPlaneOptions/deployment/scaling/horizontal/maxReplicas': 9,
      '/spec/dataPlaneOptions/deployment/podTemplateSpec/metadata/labels/team': 'b',
    },
    risks: [],
  },
  {
    change: 'the control plane in Konnect of a Gateway that is there',
    before: inKonnect,
    object: configuration,
    edits: { '/spec/konnect': mirror },
    risks: [
      'medium GatewayConfiguration kong/kong: spec.konnect changes, which Kong Operator has looked at when it made the Gateway: make the Gateway anew [change-not-taken]',
    ],
  },
  {
    change: 'the names of what the operator made of a Gateway',
    before: made,
    object: gateway,
    edits: { '/metadata/annotations/gateway-operator.konghq.com~1static-naming': 'false' },
    risks: [
      'medium Gateway kong/kong: static naming changes, by which Kong Operator has called what it made: make the Gateway anew [change-not-taken]',
    ],
  },
  {
    change: 'a Gateway gets a listener',
    before: made,
    object: gateway,
    edits: {
      '/spec/listeners/-': {
        name: 'blog',
        hostname: 'blog.example.com',
        port: 443,
        protocol: 'HTTPS',
        tls: { certificateRefs: [{ name: 'shop-tls' }] },
      },
    },
    risks: [
      'medium Gateway kong/kong: listener blog is new: port 443 by HTTPS for blog.example.com [listener-opened]',
    ],
  },
  {
    change: 'a listener by TLS speaks plain HTTP',
    before: made,
    object: gateway,
    edits: { '/spec/listeners/1/protocol': 'HTTP', '/spec/listeners/1/tls': undefined },
    risks: [
      'high Gateway kong/kong: listener shop is port 443 by HTTP for shop.example.com, was port 443 by HTTPS for shop.example.com [listener-opened]',
    ],
  },
  {
    change: 'a listener passes TLS on',
    before: made,
    object: gateway,
    edits: { '/spec/listeners/1/tls': { mode: 'Passthrough' } },
    risks: ['medium Gateway kong/kong: listener shop: TLS is Passthrough, was Terminate [listener-opened]'],
  },
  {
    change: 'a listener takes routes of another namespace too',
    before: made,
    object: gateway,
    edits: {
      '/spec/listeners/0/allowedRoutes/namespaces/selector/matchExpressions/0/values': ['prod', 'test'],
    },
    risks: ['medium Gateway kong/kong: listener http takes routes of namespace test too [listener-opened]'],
  },
  {
    change: 'a listener takes routes of every namespace',
    before: made,
    object: gateway,
    edits: { '/spec/listeners/0/allowedRoutes/namespaces': { from: 'All' } },
    risks: [
      'medium Gateway kong/kong: listener http takes routes of every namespace, was namespace prod [listener-opened]',
    ],
  },
  {
    change: 'a listener no longer takes routes of a namespace',
    before: made,
    object: gateway,
    edits: { '/spec/listeners/0/allowedRoutes/namespaces/selector/matchExpressions/0/values': ['test'] },
    risks: [
      'medium Gateway kong/kong: listener http takes routes of namespace test too [listener-opened]',
      'medium Gateway kong/kong: listener http no longer takes routes of namespace prod [listener-closed]',
    ],
  },
  {
    change: 'the listener of a route goes',
    before: made,
    object: gateway,
    edits: { '/spec/listeners/1': undefined },
    risks: [
      'high HTTPRoute prod/shop: no listener takes it any more [route-detached]',
      'medium Gateway kong/kong: listener shop is gone: port 443 by HTTPS for shop.example.com [listener-closed]',
    ],
  },
  {
    change: 'a listener shows the certificate of another Secret',
    before: made,
    object: gateway,
    edits: { '/spec/listeners/1/tls/certificateRefs/0/name': 'other-tls' },
    risks: [
      'medium host shop.example.com: its certificate is kong/other-tls, was kong/shop-tls [certificate-changed]',
    ],
  },
  {
    change: 'the host of a listener is none of a route’s',
    before: made,
    object: gateway,
    edits: { '/spec/listeners/1/hostname': 'blog.example.com' },
    risks: [
      'high HTTPRoute prod/shop: no listener takes it any more: a listener is for blog.example.com alone [route-detached]',
      'medium Gateway kong/kong: listener shop is port 443 by HTTPS for blog.example.com, was port 443 by HTTPS for shop.example.com [listener-opened]',
    ],
  },
  {
    change: 'a listener takes the routes of its own namespace alone',
    before: made,
    object: gateway,
    edits: { '/spec/listeners/1/allowedRoutes': undefined },
    risks: [
      'high HTTPRoute prod/shop: no listener takes it any more: a listener takes routes of its own namespace kong alone [route-detached]',
      'medium Gateway kong/kong: listener shop takes routes of its own namespace, was every namespace [listener-opened]',
    ],
  },
  {
    change: 'a route names no listener, so that plain HTTP takes it too',
    before: made,
    object: route,
    edits: { '/spec/parentRefs/0/sectionName': undefined },
    risks: [
      'high HTTPRoute prod/shop: it is taken by listener http of kong/kong too, in plain HTTP [route-attached]',
    ],
  },
  {
    change: 'a route names the other listener',
    before: made,
    object: route,
    edits: { '/spec/parentRefs/0/sectionName': 'http' },
    risks: [
      'high HTTPRoute prod/shop: it is taken by listener http of kong/kong too, in plain HTTP [route-attached]',
      'medium HTTPRoute prod/shop: it is no longer taken by listener shop of kong/kong [route-detached]',
    ],
  },
  {
    change: 'another controller serves a class',
    before: made,
    object: 'gateway.networking.k8s.io/GatewayClass kong',
    edits: { '/spec/controllerName': 'konghq.com/kic-gateway-controller' },
    risks: [
      'high Gateway kong/kong: it is served by konghq.com/kic-gateway-controller (class kong), was by konghq.com/gateway-operator (class kong): what that one did for it is gone, its address too [gateway-controller-changed]',
      'high Service kong/api-proxy: its load balancer is gone, and names in DNS that lead to it have to move [load-balancer-gone]',
      'high GatewayClass kong: spec.controllerName cannot be changed in place; the sync fails until the object is deleted and made anew [immutable-field]',
    ],
  },
  {
    change: 'the Service of a gateway that the operator makes is another',
    before: made,
    object: configuration,
    edits: { '/spec/dataPlaneOptions/network/services/ingress/name': 'edge' },
    risks: [
      'high Service kong/api-proxy: its load balancer is gone, and names in DNS that lead to it have to move, to that of kong/edge [load-balancer-gone]',
      'medium Service kong/edge is new, with a load balancer of its own [load-balancer-added]',
    ],
  },
  {
    change: 'a gateway that the operator makes gets public addresses',
    before: made,
    object: configuration,
    edits: { [annotation('scheme')]: 'internet-facing' },
    risks: [
      'high Service kong/api-proxy, of its load balancer: its scheme is internet-facing, was internal: its address may be another [load-balancer-replaced]',
    ],
  },
  {
    change: 'the class of a gateway’s load balancer changes',
    before: 'us-west-2-kong-mesh',
    object: 'helm.toolkit.fluxcd.io/HelmRelease kong/kong',
    edits: { '/spec/values/gateway/proxy/loadBalancerClass': 'eks.amazonaws.com/nlb' },
    risks: [
      'high Service kong/kong-gateway-proxy, of its load balancer: its class is eks.amazonaws.com/nlb, was service.k8s.aws/nlb: its address may be another [load-balancer-replaced]',
      'low HelmRelease kong/kong: values of its chart changed: gateway.proxy.loadBalancerClass [chart-values-changed]',
    ],
  },
  {
    change: 'a Gateway asks for an address',
    before: made,
    object: gateway,
    edits: { '/spec/addresses': [{ type: 'Hostname', value: 'edge.example.com' }] },
    risks: ['high Gateway kong/kong: its addresses are edge.example.com, were any [gateway-address-changed]'],
  },
];
