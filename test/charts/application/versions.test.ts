import type { ClusterConfig } from '../../../config/cluster';
import { applicationFiles, clusterOf, manifestsOf } from '../../mesh/clusters';
import { referenceText } from '../../reference/reference';

const name = 'us-west-2-kong-mesh';

/** The reference cluster with other versions of jazz, and what its file says of them. */
function withVersions(versions: string, cluster: string): ClusterConfig {
  const files = applicationFiles().map((file) => ({
    ...file,
    text: file.name.endsWith('/dj.yaml')
      ? file.text.replace(/( {2}jazz:\n {4}versions:\n)[\s\S]*?( {2}metal:)/, `$1${versions}$2`)
      : file.text,
  }));
  const text = referenceText(name).replace('    canary:\n      jazz: 5\n', cluster);
  return clusterOf(`clusters/${name}.yaml`, text, files);
}

const identity = (config: ClusterConfig) =>
  new Map(
    manifestsOf(config).map((object) => [`${object.kind} ${object.metadata.name}`, JSON.stringify(object)]),
  );

/** What of the objects is another, comes or goes. */
function changes(before: ClusterConfig, after: ClusterConfig): readonly string[] {
  const [one, other] = [identity(before), identity(after)];
  return [
    ...[...one.keys()].filter((key) => !other.has(key)).map((key) => `- ${key}`),
    ...[...other.keys()].filter((key) => !one.has(key)).map((key) => `+ ${key}`),
    ...[...other].filter(([key, text]) => one.has(key) && one.get(key) !== text).map(([key]) => `~ ${key}`),
  ].sort();
}

const two = withVersions('      v1: {weight: 0}\n      v2: {}\n', '    canary:\n');
const three = withVersions('      v1: {weight: 0}\n      v2: {}\n      v3: {weight: 0}\n', '    canary:\n');
const later = withVersions('      v2: {}\n      v3: {weight: 100}\n', '    canary:\n');

test('a third version comes with objects of its own, and only the route and the checks name it', () => {
  expect(changes(two, three)).toEqual([
    '+ Deployment jazz-v3',
    '+ PodDisruptionBudget jazz-v3',
    '+ Service jazz-v3',
    '+ ServiceAccount jazz-v3',
    '~ MeshHTTPRoute jazz',
    '~ MeshHealthCheck jazz',
    '~ MeshTimeout jazz',
  ]);
});

test('the first version goes with its objects, and who may call stays as it is', () => {
  const changed = changes(three, later);
  expect(changed.filter((line) => !line.startsWith('~'))).toEqual([
    '- Deployment jazz-v1',
    '- PodDisruptionBudget jazz-v1',
    '- Service jazz-v1',
    '- ServiceAccount jazz-v1',
  ]);
  expect(changed).not.toContain('~ MeshTrafficPermission jazz');
});

test('one number of the cluster file moves the share of one of three versions', () => {
  const versions = '      v1: {weight: 0}\n      v2: {}\n      v3: {weight: 0}\n';
  const moved = withVersions(versions, '    services: {jazz: {versions: {v3: {weight: 5}}}}\n    canary:\n');
  expect(changes(three, moved)).toEqual(['~ MeshHTTPRoute jazz']);
});
