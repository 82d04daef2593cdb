import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ApiServer, type ApiServerPrograms, startApiServer } from './server/api-server';
import { ApiClient } from './server/client';
import { importedKinds, install, moduleDefinitions, recordedDefinitions } from './server/custom-resources';
import { type FluxEngine, startFluxEngine } from './server/flux-engine';
import { readKubeconfig } from './server/kubeconfig';
import type { Tools } from './tools';

/** An API server with the custom resources of Meshwright's output, and Flux's engine in front of it. */
export interface Cluster extends ApiServer {
  readonly engine: FluxEngine;
}

/** What every part of the lane is given. */
export interface Lane {
  readonly tools: Tools;
  /** A folder of this run's own, for logs and state. */
  readonly directory: string;
  /** True for the longer run, `-- --all`. */
  readonly all: boolean;
  /** True where `KUBECONFIG` names the cluster to use in place of one that the lane starts. */
  readonly external: boolean;
  /**
   * A cluster without objects of anybody else's (unless it is an external one); the part stops it. Its service account
   * tokens are signed in the name of `issuer`.
   */
  readonly cluster: (name: string, issuer?: string) => Promise<Cluster>;
}

/** The programs without which no API server can be started, and which of them is missing. */
export function missingForCluster(tools: Tools, external: boolean): string[] {
  const needed = external ? ['flux-engine'] : ['etcd', 'kube-apiserver', 'flux-engine'];
  return needed
    .filter((name) => tools.path(name) === undefined)
    .map((name) => `${name}: ${tools.reason(name)}`);
}

function pathOf(tools: Tools, name: string): string {
  const path = tools.path(name);
  if (path === undefined) throw new Error(`${name} is not there: ${tools.reason(name)}`);
  return path;
}

/** Namespaces of the tools that a cluster has before Meshwright's output comes to it. */
const given = ['flux-system', 'argocd'];

async function installAll(client: ApiClient): Promise<void> {
  for (const name of given) {
    await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }, { manager: 'lane' });
  }
  await install(client, [...moduleDefinitions(), ...recordedDefinitions(importedKinds())]);
}

/** Makes the lane. The custom resources are installed once, and every cluster begins with a copy of that state. */
export function makeLane(tools: Tools, directory: string, all: boolean): Lane {
  mkdirSync(directory, { recursive: true });
  const given = process.env.KUBECONFIG;
  const external = given !== undefined && given !== '';
  const base = join(directory, 'base');
  let prepared: Promise<void> | undefined;

  const prepare = async (programs: ApiServerPrograms) => {
    const server = await startApiServer(programs, base);
    await installAll(server.client);
    await server.stop();
  };
  const start = async (name: string, issuer?: string): Promise<ApiServer> => {
    if (external) {
      const client = new ApiClient(readKubeconfig(given));
      prepared ??= installAll(client);
      await prepared;
      return { client, kubeconfig: given, stop: async () => client.close() };
    }
    const programs = { etcd: pathOf(tools, 'etcd'), apiServer: pathOf(tools, 'kube-apiserver') };
    prepared ??= prepare(programs);
    await prepared;
    return startApiServer(programs, join(directory, name), {
      from: base,
      ...(issuer === undefined ? {} : { issuer }),
    });
  };
  return {
    tools,
    directory,
    all,
    external,
    cluster: async (name, issuer) => {
      const server = await start(name, issuer);
      const engine = startFluxEngine(pathOf(tools, 'flux-engine'), server.kubeconfig);
      return {
        ...server,
        engine,
        stop: async () => {
          engine.stop();
          await server.stop();
        },
      };
    },
  };
}
