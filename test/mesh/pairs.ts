import { serviceGraph } from '../../config/application/graph';
import { manifestsOf, readCluster } from './clusters';
import type { Pair } from './differences';
import type { Examples } from './samples';

/** The bookshop on both meshes. */
export function bookshopPair(): Pair {
  const config = readCluster('test/clusters/bookshop-app-mesh.yaml');
  const { bookshop } = config.applications;
  if (bookshop === undefined) throw new Error('the bookshop is not in its cluster file');
  return {
    appMesh: manifestsOf(config),
    kongMesh: manifestsOf(readCluster('test/clusters/bookshop-kong-mesh.yaml')),
    graph: serviceGraph(bookshop, config),
  };
}

/** Texts that the expressions of the bookshop take, and some that they do not. */
export const bookshopExamples: Examples = {
  '/[a-z]{2}/help(/.*)?': ['/de/help', '/de/help/returns', '/deu/help'],
  'reader/[12]\\..*': ['reader/1.9', 'reader/3.0'],
};

/** The DJ application on both meshes: the two cluster files that differ in one line. */
export function djPair(): Pair {
  const config = readCluster('test/reference/clusters/us-west-2-app-mesh.yaml');
  const { dj } = config.applications;
  if (dj === undefined) throw new Error('the DJ application is not in its cluster file');
  return {
    appMesh: manifestsOf(config),
    kongMesh: manifestsOf(readCluster('test/reference/clusters/us-west-2-kong-mesh.yaml')),
    graph: serviceGraph(dj, config),
  };
}
