import type { Context } from '../context';
import type { Identities } from '../identities';
import type { Backends } from '../permissions';
import type { VirtualService } from '../virtual-service';
import { keyOf } from '../world';
import { callsOf, externalOf } from './calls';
import { clusterFile, unknownFields } from './cluster';
import { judgeDenials, judgeFiles, judgeMesh, type Source } from './judged';
import { partName } from './names';
import { applicationName, type Part } from './parts';
import { serviceOf } from './service';
import { judgeAlone } from './service-there';
import type { ApplicationFile, Applications } from './shapes';

/**
 * The set as application files, one for each namespace, and a cluster file. What they cannot say is entered as a finding,
 * with which nothing is written.
 */
export function applicationsOf(
  context: Context,
  parts: readonly Part[],
  backends: Backends,
  services: ReadonlyMap<string, VirtualService>,
  identities: Identities,
): Applications {
  judgeMesh(context);
  tellAmazon(context, parts);
  judgeDenials(context, parts, backends);
  const namespaces = [...new Set(parts.map(({ namespace }) => namespace))];
  const retried: Part[] = [];
  const sources = new Map<string, Source>();
  const applications = namespaces.map((namespace) => {
    const own = parts.filter((part) => part.namespace === namespace);
    const { external, nameOf } = externalOf(context, own, backends, services);
    const written = own.map((part) => {
      const calls = callsOf(context, part, parts, backends, services, nameOf);
      const service = serviceOf(context, part, identities, calls);
      judgeAlone(context, part, service.config);
      if (service.impliedRetries) retried.push(part);
      const at = `${applicationName(namespace)} services.${part.name}`;
      sources.set(at, { document: part.document, field: '/metadata/name' });
      for (const [name, { document, typeAt }] of service.sources)
        sources.set(`${at}.routes.${name}`, { document, field: `${typeAt}/match` });
      return [part.name, service.config] as const;
    });
    const file: ApplicationFile = {
      namespace: { name: namespace, existing: true },
      // Kuma makes MeshServices of the Services of the versions, in a namespace whose pods join one by one.
      labels: { 'kuma.io/mesh': context.mesh },
      services: Object.fromEntries(written),
      ...(Object.keys(external).length === 0 ? {} : { external }),
    };
    return [applicationName(namespace), file] as const;
  });
  const names = applications.map(([name]) => name);
  const cluster = { name: partName(context.mesh), file: clusterFile(context, names, retried) };
  const written: Applications = { applications: Object.fromEntries(applications), cluster };
  context.notes.add(
    `clusters/${cluster.name}.yaml has examples where nothing in the input says it: set ${unknownFields(cluster.file).join(', ')}`,
  );
  if (context.account.findings.length === 0) judgeFiles(context, written, sources);
  return written;
}

/** App Mesh lets everybody call AWS; an application file names each host. */
function tellAmazon({ requests, notes }: Context, parts: readonly Part[]): void {
  const callers = parts.flatMap(({ nodes }) => nodes.flatMap(({ workloads }) => workloads));
  const host = '*.amazonaws.com';
  if (callers.length > 0)
    requests.push({
      caller: [...new Set(callers.map(({ namespace, name }) => keyOf(namespace, name)))].toSorted(),
      service: host,
      host,
      match: {},
      before: 'answered, from every pod of the mesh',
      after: 'refused',
      reason:
        'an application file names each host that a service calls: add those of AWS under external, and to calls',
    });
  notes.add(
    'the files say what the objects would: the patches and the ServiceAccounts and Services of 10-services are what they take for there already',
  );
}

/** Whether an object is written although application files are: what has to be there already. */
export function isThereAlready(manifest: { readonly apiVersion: string; readonly kind: string }): boolean {
  return manifest.apiVersion === 'v1' && (manifest.kind === 'ServiceAccount' || manifest.kind === 'Service');
}
