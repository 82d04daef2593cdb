import { publishedSecrets } from '../publish/secrets';
import { type ApplicationFinding, type ApplicationRule, placeText, type ServiceRule } from '../running';
import { allKeysName, podSecretName } from '../secret-names';
import { awsSecretUses } from '../secrets';

/** Where a Secret of Kubernetes comes from. */
interface Maker {
  readonly path: readonly PropertyKey[];
  readonly from: string;
}

/** Each Secret that is made has a name of its own: it comes of the AWS secret's, or is that of a consumer's key. */
export const secretNames: ApplicationRule = (running) => {
  const makers = new Map<string, Maker>();
  const findings: ApplicationFinding[] = [];
  const add = (name: string, from: string, path: readonly PropertyKey[]) => {
    const before = makers.get(name);
    if (before === undefined) makers.set(name, { path, from });
    else if (before.from !== from) {
      findings.push({
        path,
        message: 'two Secrets of one name',
        found: `${from}, whose Secret is ${name}`,
        expected: `a Secret of its own: ${before.from} at ${placeText(running, before.path)} makes ${name} already`,
        mend: 'rename one of the two in AWS, or the credential',
      });
    }
  };
  for (const { name, path } of running.head === undefined ? [] : publishedSecrets(running.head)) {
    const [, kind, owner = ''] = path;
    add(name, kind === 'consumers' ? `the key ${name}` : `what is secret of ${owner}`, path);
  }
  for (const [service, { config }] of running.services) {
    for (const [version, own] of Object.entries(config?.versions ?? {})) {
      for (const { secret, property } of awsSecretUses(own)) {
        const name = property === '*' ? allKeysName(secret) : podSecretName(secret);
        add(name, property === '*' ? `all keys of ${secret}` : secret, [
          'services',
          service,
          'versions',
          version,
        ]);
      }
    }
  }
  return findings;
};

/** No two ports of a service have one number: Kubernetes refuses the Service. */
export const portNumbers: ServiceRule = (service, { config }) => {
  const ports = Object.entries(config?.ports ?? {});
  return ports.flatMap(([name, { port }], index): ApplicationFinding[] => {
    const other = ports.slice(0, index).find(([, before]) => before.port === port);
    return other === undefined
      ? []
      : [
          {
            path: ['services', service, 'ports', name, 'port'],
            message: 'a port that is taken',
            expected: `a number of its own: port ${other[0]} has ${port} already`,
            mend: 'write another number; targetPort says which port of the container it is',
          },
        ];
  });
};

/** A route is of a port that there is, and that has calls to match. */
export const routePorts: ServiceRule = (service, { config }) =>
  Object.entries(config?.routes ?? {}).flatMap(([route, { port }]): ApplicationFinding[] => {
    const ports = config?.ports ?? {};
    const found = port === undefined ? undefined : ports[port];
    if (port === undefined || (found !== undefined && found.protocol !== 'tcp')) return [];
    return [
      {
        path: ['services', service, 'routes', route, 'port'],
        message: found === undefined ? 'unknown port' : 'a route of a tcp port',
        expected:
          found === undefined
            ? `one of ${Object.keys(ports).join(', ')}`
            : 'a port of http, http2 or grpc: a tcp connection has neither path nor header',
        mend: 'correct it',
      },
    ];
  });
