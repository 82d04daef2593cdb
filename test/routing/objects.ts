import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../../references/manifest';
import type { Answer, Caller, Request, Routing } from '../../routing/request';

/** The objects of a YAML text. */
export function objectsOf(text: string): readonly Manifest[] {
  return parseAllDocuments(text)
    .map((document): unknown => document.toJS())
    .filter((value): value is Manifest => value !== null);
}

/** A Deployment and the Service of its pods, in one namespace; both are called alike. */
export function workload(
  namespace: string,
  name: string,
  options: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly port?: number;
    readonly appProtocol?: string;
    readonly replicas?: number;
  } = {},
): readonly Manifest[] {
  const { labels = { app: name }, port = 8080, appProtocol = 'http', replicas = 1 } = options;
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { namespace, name },
      spec: {
        replicas,
        template: {
          metadata: { labels },
          spec: { serviceAccountName: name, containers: [{ name, ports: [{ containerPort: port }] }] },
        },
      },
    },
    service(namespace, name, labels, { port, appProtocol }),
  ];
}

/** A Service whose ports lead to ports of the same number. */
export function service(
  namespace: string,
  name: string,
  selector: Readonly<Record<string, string>> | undefined,
  { port = 8080, appProtocol = 'http' } = {},
): Manifest {
  const ports = [{ port, appProtocol }];
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace, name },
    spec: selector === undefined ? { ports } : { selector, ports },
  };
}

/** The caller of a name. @throws Error where no workload is called so */
export function callerOf(routing: Routing, name: string): Caller {
  const found = routing.callers.find((each) => `${each.namespace}/${each.name}` === name);
  if (found === undefined) throw new Error(`no workload ${name}`);
  return found;
}

/** Asks on behalf of a workload. A request that says no more is GET / on port 8080. */
export function ask(routing: Routing, from: string, host: string, rest: Partial<Request> = {}): Answer {
  const request = { host, port: 8080, path: '/', method: 'GET', headers: {}, ...rest };
  return routing.answer(callerOf(routing, from), request);
}
