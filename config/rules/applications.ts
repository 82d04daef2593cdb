import { reservedNamespaces } from '../service-accounts';
import type { Rule, RuleFinding } from './rule';

/** An application runs in a mesh, behind a gateway that this repository configures. */
export const applicationGround: Rule = ({ gateway, applications }, present) =>
  applicationNames
    .filter((name) => applications?.[name] !== undefined)
    .flatMap((name) => groundOf(name, gateway?.mode, present('mesh')));

const applicationNames = ['dj', 'bookshop'] as const;

function groundOf(name: string, gatewayMode: string | undefined, hasMesh: boolean): RuleFinding[] {
  const findings: RuleFinding[] = [];
  if (!hasMesh) {
    findings.push({
      path: ['applications', name],
      atKey: true,
      found: 'an application, and no mesh',
      message: 'an application without a mesh',
      expected: 'a mesh: the canary and the permissions of an application are mesh objects',
      mend: 'add mesh, such as mesh: {backend: kong-mesh}, or remove the application',
    });
  }
  if (gatewayMode === 'konnect-data-plane') {
    findings.push({
      path: ['applications', name],
      atKey: true,
      found: 'an application behind a konnect-data-plane gateway',
      message: 'an application that its gateway cannot route to',
      expected:
        'mode kic or konnect-kic: a Konnect data plane takes routes and plugins from Konnect, not from objects of the cluster',
      mend: 'use gateway.mode: konnect-kic, or remove the application and configure its routes in Konnect',
    });
  }
  return findings;
}

/** An application has a namespace of its own. */
export const applicationNamespace: Rule = ({ applications }) => {
  const others = [applications?.dj?.namespace];
  return applicationNames.flatMap((name) => {
    const namespace = applications?.[name]?.namespace;
    const taken: readonly (string | undefined)[] =
      name === 'dj' ? reservedNamespaces : [...reservedNamespaces, ...others];
    return namespace === undefined || !taken.includes(namespace)
      ? []
      : [
          {
            path: ['applications', name, 'namespace'],
            message: 'a namespace that is taken',
            expected: `any namespace but ${taken.filter((each) => each !== undefined).join(', ')}`,
            mend: 'give the application a namespace of its own, such as prod',
          },
        ];
  });
};

/** There is somebody who may call, and everybody has a key of their own. */
export const consumers: Rule = ({ applications }, present) => {
  const all = applications?.dj?.consumers;
  if (all === undefined) return [];
  const path = ['applications', 'dj', 'consumers'];
  if (!present(...path, '*')) {
    return [
      {
        path,
        message: 'no consumer',
        expected: 'at least one consumer: nobody else may call the application',
        mend: 'add one: {consumer1: {secret: dj/consumer1/api-key}}',
      },
    ];
  }
  const owners = new Map<string, string>();
  const findings: RuleFinding[] = [];
  for (const [name, consumer] of Object.entries(all)) {
    if (consumer?.secret === undefined) continue;
    const owner = owners.get(consumer.secret);
    if (owner === undefined) {
      owners.set(consumer.secret, name);
      continue;
    }
    findings.push({
      path: [...path, name, 'secret'],
      message: 'two consumers with one key',
      expected: `another secret than that of ${owner}: the gateway refuses a key that two consumers have`,
      mend: `create a secret of ${name}'s own in AWS Secrets Manager`,
    });
  }
  return findings;
};
