const base = `aws: {region: us-west-2, account: "123456789012"}
delivery: {engine: flux, repository: "https://github.com/example/platform"}
gateway: {mode: kic, version: "3.9", replicas: 2}
given: [aws-load-balancer-controller]
values: {host: shop.example.com}
`;

const clusterText = (name: string, more: string) => `extends: [_base]
aws: {eksCluster: ${name}, oidcIssuer: "https://oidc.eks.us-west-2.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128"}
${more}`;

const application = (name: string) => `image: registry.example.com/${name}:1.0
services:
  ${name}:
    ports: {http: {port: 8080, protocol: http}}
    readinessProbe: {httpGet: {path: /ready, port: 8080}}
publish:
  routes:
    all: {host: "${name}.\${host}", paths: {/: ${name}}, http: serve}
`;

const zone = (name: string) => `mesh:
  backend: kong-mesh
  controlPlane: konnect
  konnect:
    region: eu
    controlPlaneId: 5f3c1d0a-6f0e-4d2b-9b7e-2a1c8e4f7d90
    zone: ${name}
    tokenSecret: konnect/mesh/${name}/token
`;

const hub = (name: string) => `delivery: {engine: argo-cd, argoCd: {hub: management, namePrefix: ${name}}}\n`;

/** A small fleet: two clusters of one hub, two zones of one control plane of Konnect, and one with a notice. */
export const fleet: Readonly<Record<string, string>> = {
  'clusters/_base.yaml': base,
  'clusters/plain.yaml': clusterText('plain', ''),
  'clusters/mesh.yaml': clusterText(
    'mesh',
    'mesh: {name: mesh, backend: kong-mesh}\napplications: {shop: {}, desk: {}}\n',
  ),
  'clusters/hub-one.yaml': clusterText('hub-one', `${hub('one')}${zone('one')}`),
  'clusters/hub-two.yaml': clusterText('hub-two', `${hub('two')}${zone('two')}applications: {desk: {}}\n`),
  'applications/shop.yaml': application('shop'),
  'applications/desk.yaml': application('desk'),
};
