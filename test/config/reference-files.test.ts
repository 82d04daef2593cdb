import { readClusters } from '../../commands/read-clusters';
import { referenceClusters } from '../reference/reference';

describe('the reference clusters', () => {
  const parsed = readClusters(referenceClusters);

  test('are valid', () => {
    expect(parsed).not.toHaveProperty('problems');
  });

  test('have the names of their files', () => {
    expect('clusters' in parsed ? parsed.clusters.map((cluster) => cluster.name) : []).toEqual([
      'ap-southeast-2-data-plane',
      'eu-west-1-kong-mesh',
      'us-west-2-app-mesh',
      'us-west-2-kong-mesh',
    ]);
  });

  test('give two notices: App Mesh has ended, and Kong Mesh without a licence is small', () => {
    expect('notices' in parsed ? parsed.notices.map((notice) => notice.message) : []).toEqual([
      'AWS App Mesh has ended',
      'a Kong Mesh control plane without a licence',
    ]);
  });
});
