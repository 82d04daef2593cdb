import type { RiskCase } from '../edit';

const ingress = 'networking.k8s.io/Ingress prod/djingress';
const before = 'us-west-2-kong-mesh';
const plugin = (name: string) => `configuration.konghq.com/KongPlugin prod/${name}`;
const consumer = 'configuration.konghq.com/KongConsumer prod/consumer1';
const loadBalancer = `
apiVersion: v1
kind: Service
metadata:
  name: proxy
  namespace: kong
spec:
  type: ClusterIP
`;

const guarded = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: admin, namespace: prod, annotations: {konghq.com/plugins: friends}}
spec:
  rules: [{host: a.example.com, http: {paths: [{path: /, backend: {service: {name: admin, port: {number: 80}}}}]}}]
  tls: [{hosts: [a.example.com], secretName: a-certificate}]
---
apiVersion: configuration.konghq.com/v1
kind: KongPlugin
metadata: {name: friends, namespace: prod}
plugin: ip-restriction
config: {allow: [10.0.0.0/8]}
`;

const tiers = `
apiVersion: configuration.konghq.com/v1
kind: KongConsumer
metadata: {name: ann, namespace: prod}
username: ann
consumerGroups: [free]
---
apiVersion: configuration.konghq.com/v1beta1
kind: KongConsumerGroup
metadata: {name: free, namespace: prod, annotations: {konghq.com/plugins: few}}
---
apiVersion: configuration.konghq.com/v1
kind: KongPlugin
metadata: {name: few, namespace: prod}
plugin: rate-limiting-advanced
config: {limit: [60], window_size: [60]}
`;

const twoMethods = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: read, namespace: prod, annotations: {konghq.com/methods: GET, konghq.com/plugins: keys}}
spec:
  rules: [{host: a.example.com, http: {paths: [{path: /, backend: {service: {name: admin, port: {number: 80}}}}]}}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: write, namespace: prod, annotations: {konghq.com/methods: PUT, konghq.com/plugins: keys}}
spec:
  rules: [{host: a.example.com, http: {paths: [{path: /, backend: {service: {name: admin, port: {number: 80}}}}]}}]
---
apiVersion: configuration.konghq.com/v1
kind: KongPlugin
metadata: {name: keys, namespace: prod}
plugin: key-auth
`;

/** Changes of the gateway’s routes, plugins and consumers, and what the reviewer reads. */
export const gatewayCases: readonly RiskCase[] = [
  {
    change: 'the limit of a tier is raised',
    before: tiers,
    object: plugin('few'),
    edits: { '/config/limit/0': 600 },
    risks: ['high group prod/free: rate-limiting-advanced allows 60 seconds 60 -> 600 [tier-loosened]'],
  },
  {
    change: 'the limit of a tier is lowered',
    before: tiers,
    object: plugin('few'),
    edits: { '/config/limit/0': 6 },
    risks: [
      'medium plugin prod/few (rate-limiting-advanced): 60 in 60 seconds -> 6 in 60 seconds [plugin-configuration-changed]',
    ],
  },
  {
    change: 'a tier loses its limit',
    before: tiers,
    object: 'configuration.konghq.com/KongConsumerGroup prod/free',
    edits: { '/metadata/annotations': undefined },
    risks: ['high group prod/free: few (rate-limiting-advanced) no longer limits its calls [tier-loosened]'],
  },
  {
    change: 'a consumer is in another group',
    before: tiers,
    object: 'configuration.konghq.com/KongConsumer prod/ann',
    edits: { '/consumerGroups/0': 'gold' },
    risks: [
      'medium consumer prod/ann: is in gold, was in free, whose limits are others [tier-loosened]',
      'medium consumer prod/ann is let in with gold too [consumer-added]',
    ],
  },
  {
    change: 'of two routes of one path the one that writes no longer asks who calls',
    before: twoMethods,
    object: 'networking.k8s.io/Ingress prod/write',
    edits: { '/metadata/annotations/konghq.com~1plugins': undefined },
    risks: [
      'high route a.example.com/ (PUT): keys (key-auth) no longer works on it, anybody may call [authentication-removed]',
    ],
  },
  {
    change: 'a host shows the certificate of another Secret',
    before: guarded,
    object: 'networking.k8s.io/Ingress prod/admin',
    edits: { '/spec/tls/0/secretName': 'b-certificate' },
    risks: [
      'high Ingress prod/admin no longer uses certificate a-certificate [plain-http]',
      'medium host a.example.com: its certificate is prod/b-certificate, was prod/a-certificate [certificate-changed]',
    ],
  },
  {
    change: 'the Admin API gets a load balancer, answers in plain HTTP, and no longer asks for a certificate',
    before,
    object: 'helm.toolkit.fluxcd.io/HelmRelease kong/kong',
    edits: {
      '/spec/values/gateway/admin': { type: 'LoadBalancer', http: { enabled: true } },
      '/spec/values/gateway/env/nginx_admin_ssl_verify_client': undefined,
    },
    risks: [
      'high HelmRelease kong/kong: the Admin API answers in plain HTTP, which asks for no certificate [admin-api-opened]',
      'high HelmRelease kong/kong: the Admin API is reachable behind a load balancer without a client certificate [admin-api-opened]',
      'low HelmRelease kong/kong: values of its chart changed: gateway.admin, gateway.env.nginx_admin_ssl_verify_client [chart-values-changed]',
    ],
  },
  {
    change: 'the Admin API no longer asks for a client certificate',
    before,
    object: 'helm.toolkit.fluxcd.io/HelmRelease kong/kong',
    edits: { '/spec/values/gateway/env/nginx_admin_ssl_verify_client': undefined },
    risks: [
      'high HelmRelease kong/kong: the Admin API asks for no client certificate, so that every pod may call it [admin-api-opened]',
      'low HelmRelease kong/kong: values of its chart changed: gateway.env.nginx_admin_ssl_verify_client [chart-values-changed]',
    ],
  },
  {
    change: 'the plugin that asks for a key is taken off the route',
    before,
    object: ingress,
    edits: { '/metadata/annotations/konghq.com~1plugins': 'rl-by-minute' },
    risks: [
      'high route /dj/jazz: apikey (key-auth) no longer works on it, anybody may call [authentication-removed]',
      'high route /dj/metal: apikey (key-auth) no longer works on it, anybody may call [authentication-removed]',
    ],
  },
  {
    change: 'the plugin that limits calls is taken off the route',
    before,
    object: ingress,
    edits: { '/metadata/annotations/konghq.com~1plugins': 'apikey' },
    risks: [
      'high route /dj/jazz: rl-by-minute (rate-limiting) no longer works on it, calls are not limited [rate-limit-removed]',
      'high route /dj/metal: rl-by-minute (rate-limiting) no longer works on it, calls are not limited [rate-limit-removed]',
    ],
  },
  {
    change: 'the plugin that asks for a key is deleted',
    before,
    object: plugin('apikey'),
    edits: 'gone',
    risks: [
      'high route /dj/jazz: apikey (key-auth) no longer works on it, anybody may call [authentication-removed]',
      'high route /dj/metal: apikey (key-auth) no longer works on it, anybody may call [authentication-removed]',
    ],
  },
  {
    change: 'the plugin that asks for a key is disabled',
    before,
    object: plugin('apikey'),
    edits: { '/disabled': true },
    risks: [
      'high route /dj/jazz: apikey (key-auth) no longer works on it, anybody may call [authentication-removed]',
      'high route /dj/metal: apikey (key-auth) no longer works on it, anybody may call [authentication-removed]',
    ],
  },
  {
    change: 'callers without a key are let in as somebody',
    before,
    object: plugin('apikey'),
    edits: { '/config/anonymous': 'guest' },
    risks: [
      'high route /dj/jazz: key-auth lets callers without a credential in as anonymous [authentication-weakened]',
      'high route /dj/metal: key-auth lets callers without a credential in as anonymous [authentication-weakened]',
    ],
  },
  {
    change: 'authentication becomes of another kind',
    before,
    object: plugin('apikey'),
    edits: { '/plugin': 'basic-auth' },
    risks: [
      'high route /dj/jazz: basic-auth asks who calls, and no longer key-auth [authentication-weakened]',
      'high route /dj/metal: basic-auth asks who calls, and no longer key-auth [authentication-weakened]',
      'high KongPlugin prod/apikey: plugin cannot be changed in place; the sync fails until the object is deleted and made anew [immutable-field]',
    ],
  },
  {
    change: 'a limit is raised',
    before,
    object: plugin('rl-by-minute'),
    edits: { '/config/minute': 300 },
    risks: [
      'high route /dj/jazz: rate-limiting allows minute 3 -> 300 [rate-limit-loosened]',
      'high route /dj/metal: rate-limiting allows minute 3 -> 300 [rate-limit-loosened]',
    ],
  },
  {
    change: 'a limit is for another period',
    before,
    object: plugin('rl-by-minute'),
    edits: { '/config/minute': undefined, '/config/hour': 3 },
    risks: [
      'high route /dj/jazz: rate-limiting has no limit for minute any more, it was 3 [rate-limit-loosened]',
      'high route /dj/metal: rate-limiting has no limit for minute any more, it was 3 [rate-limit-loosened]',
      'medium plugin prod/rl-by-minute (rate-limiting): hour changed, minute changed [plugin-configuration-changed]',
    ],
  },
  {
    change: 'a limit is lowered',
    before,
    object: plugin('rl-by-minute'),
    edits: { '/config/minute': 1 },
    risks: ['medium plugin prod/rl-by-minute (rate-limiting): minute 3 -> 1 [plugin-configuration-changed]'],
  },
  {
    change: 'a path is added to a guarded Ingress',
    before,
    object: ingress,
    edits: {
      '/spec/rules/0/http/paths/-': {
        path: '/dj/admin',
        pathType: 'Prefix',
        backend: { service: { name: 'jazz', port: { number: 9080 } } },
      },
    },
    risks: ['medium route /dj/admin: new, leads to prod/jazz, key-auth asks who calls [route-added]'],
  },
  {
    change: 'a path without plugins comes with an Ingress of its own',
    before,
    object: ingress,
    edits: {},
    added: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: open, namespace: prod}
spec: {rules: [{http: {paths: [{path: /open, pathType: Prefix, backend: {service: {name: jazz, port: {number: 9080}}}}]}}]}
`,
    risks: ['high route /open: new, leads to prod/jazz, nothing asks who calls [route-added]'],
  },
  {
    change: 'the routes move to one host',
    before,
    object: ingress,
    edits: { '/spec/rules/0/host': 'dj.example.com' },
    risks: [
      'medium route dj.example.com/dj/jazz: new on a further host (was every host), leads to prod/jazz, key-auth asks who calls [route-added]',
      'medium route dj.example.com/dj/metal: new on a further host (was every host), leads to prod/metal, key-auth asks who calls [route-added]',
      'medium route /dj/jazz: the gateway no longer answers here [route-removed]',
      'medium route /dj/metal: the gateway no longer answers here [route-removed]',
    ],
  },
  {
    change: 'a route leads to another service',
    before,
    object: ingress,
    edits: { '/spec/rules/0/http/paths/0/backend/service/name': 'metal' },
    risks: ['medium route /dj/jazz: leads to prod/metal:9080, was prod/jazz:9080 [route-moved]'],
  },
  {
    change: 'an allow list gets longer',
    before: guarded,
    object: plugin('friends'),
    edits: { '/config/allow/-': '0.0.0.0/0' },
    risks: ['high route a.example.com/: ip-restriction now also lets in 0.0.0.0/0 [authorization-widened]'],
  },
  {
    change: 'an allow list goes',
    before: guarded,
    object: plugin('friends'),
    edits: { '/config': {} },
    risks: ['high route a.example.com/: ip-restriction has no allow list any more [authorization-widened]'],
  },
  {
    change: 'the plugin with the allow list is taken off the route',
    before: guarded,
    object: 'networking.k8s.io/Ingress prod/admin',
    edits: { '/metadata/annotations': undefined },
    risks: [
      'high route a.example.com/: friends (ip-restriction) no longer works on it, more callers are let in [authorization-removed]',
    ],
  },
  {
    change: 'a route loses its certificate',
    before: guarded,
    object: 'networking.k8s.io/Ingress prod/admin',
    edits: { '/spec/tls': undefined },
    risks: ['high Ingress prod/admin no longer uses certificate a-certificate [plain-http]'],
  },
  {
    change: 'a consumer gets a further credential',
    before,
    object: consumer,
    edits: { '/credentials/-': 'second-key' },
    risks: ['medium consumer prod/consumer1 is let in with second-key too [consumer-added]'],
  },
  {
    change: 'a consumer goes',
    before,
    object: consumer,
    edits: 'gone',
    risks: ['medium consumer prod/consumer1 is no longer let in [consumer-removed]'],
  },
  {
    change: 'a Service gets a load balancer on the internet',
    before: loadBalancer,
    object: 'Service kong/proxy',
    edits: {
      '/spec/type': 'LoadBalancer',
      '/metadata/annotations': { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing' },
    },
    risks: [
      'high Service kong/proxy is reachable from outside the cluster: its type is LoadBalancer [service-exposed]',
      'high Service kong/proxy: its load balancer is internet-facing [service-exposed]',
    ],
  },
  {
    change: 'a rule of the checks is silenced',
    before,
    object: ingress,
    edits: { '/metadata/annotations/meshwright.dev~1ignore': 'kong/plugin-missing: made by hand' },
    risks: [
      'medium Ingress prod/djingress: checks are silenced: kong/plugin-missing: made by hand [check-silenced]',
    ],
  },
  {
    change: 'an Ingress is answered by another controller',
    before,
    object: ingress,
    edits: { '/spec/ingressClassName': 'nginx' },
    risks: [
      'high Ingress prod/djingress: its class is nginx, was kong: what kong did for it is gone [ingress-class-changed]',
    ],
  },
];
