import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../../references/manifest';
import { meshObjects } from '../mesh-objects';
import { systemNamespace } from '../server/kuma-cp';

/** Ports of the two hosts: of the one that the egress leads to, and of the one that its address tells. */
export interface HostPorts {
  readonly vault: number;
  readonly archive: number;
}

/** What synth makes of the application. */
export function ledgerObjects(ports: HostPorts, strangerCalls = ''): readonly Manifest[] {
  const read = (file: string) => readFileSync(join(__dirname, file), 'utf8');
  const text = read('applications/ledger.yaml')
    .replace('port: 15432', `port: ${ports.vault}`)
    .replace('port: 15433', `port: ${ports.archive}`)
    .replace('stranger: {}', strangerCalls === '' ? 'stranger: {}' : `stranger: {calls: [${strangerCalls}]}`);
  return meshObjects(
    { name: 'clusters/ledger-cluster.yaml', text: read('ledger-cluster.yaml') },
    { name: 'applications/ledger.yaml', text },
  );
}

/** What Kong Mesh's Helm chart makes of the egress, but for its Deployment. */
export function egressObjects(): readonly Manifest[] {
  const metadata = { name: 'egress', namespace: systemNamespace };
  const labels = { 'k8s.kuma.io/zone-proxy-type': 'egress', 'kuma.io/mesh': 'default' };
  const ports = [{ port: 10_002, targetPort: 10_002, protocol: 'TCP' }];
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { ...metadata, labels },
      spec: { selector: { app: 'egress' }, ports },
    },
  ];
}
