import { published } from '../application/publication/published';
import { BuiltCluster } from '../objects';

/** The values of the gateway, with something said of its load balancer. */
function values(name: string, loadBalancer: string): unknown {
  return BuiltCluster.reference(name, (text) =>
    text.replace('  version: "3.10"\n', `  version: "3.10"\n${loadBalancer}`),
  ).field('HelmRelease', 'kong/kong', 'spec', 'values', 'gateway');
}

const attributes = 'service.beta.kubernetes.io/aws-load-balancer-target-group-attributes';
/** What is said of pods that end, whoever the callers are. */
const drains = 'deregistration_delay.timeout_seconds=30';

test.each(['us-west-2-app-mesh', 'us-west-2-kong-mesh'])(
  'the load balancer leaves callers their own addresses, on %s',
  (name) => {
    expect(values(name, '')).toMatchObject({
      proxy: { annotations: { [attributes]: `preserve_client_ip.enabled=true,${drains}` } },
    });
  },
);

test('by PROXY protocol both ports read it, and Kong trusts what it says', () => {
  expect(values('us-west-2-kong-mesh', '  loadBalancer: {clientAddress: proxy-protocol}\n')).toMatchObject({
    env: { real_ip_header: 'proxy_protocol', trusted_ips: '0.0.0.0/0,::/0' },
    proxy: {
      annotations: { [attributes]: `proxy_protocol_v2.enabled=true,${drains}` },
      http: { parameters: ['proxy_protocol'] },
      tls: { parameters: ['http2', 'proxy_protocol'] },
    },
  });
});

test('asked for none, nothing is said of them', () => {
  expect(values('us-west-2-kong-mesh', '  loadBalancer: {clientAddress: none}\n')).toMatchObject({
    proxy: { annotations: { [attributes]: drains } },
  });
});

test('the Envoy of App Mesh reads no PROXY protocol, so it is refused there', () => {
  const gateway = 'gateway: {mode: kic, version: "3.9", loadBalancer: {clientAddress: proxy-protocol}}';
  expect(published('', { gateway, mesh: 'app-mesh' }).problems).toContain(
    'gateway.loadBalancer.clientAddress: App Mesh cannot do this',
  );
  expect(published('', { gateway }).diagnostics).toEqual([]);
});
