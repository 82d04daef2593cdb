import { reservedNamespaces } from '../service-accounts';
import type { Rule, RuleFinding } from './rule';

/** What Argo CD is told fits together, and Argo CD is what reads it. */
export const argoCdSettings: Rule = (config, present) => {
  const { delivery } = config;
  if (delivery?.engine === undefined || !present('delivery', 'argoCd')) return [];
  if (delivery.engine !== 'argo-cd') {
    return [
      {
        path: ['delivery', 'argoCd'],
        atKey: true,
        message: 'settings of an engine that this cluster has not',
        found: `argoCd, and delivery.engine is ${delivery.engine}`,
        expected: 'argoCd only with delivery.engine: argo-cd',
        mend: 'remove it, or write delivery.engine: argo-cd',
      },
    ];
  }
  return [...oneDestination(present), ...ownNamespace(config), ...projectOfAll(config)];
};

function oneDestination(present: Parameters<Rule>[1]): readonly RuleFinding[] {
  const path = ['delivery', 'argoCd', 'destination'];
  if (!present(...path)) return [];
  const [server, name] = [present(...path, 'server'), present(...path, 'name')];
  const findings: RuleFinding[] = [];
  if (server && name) {
    findings.push({
      path: [...path, 'name'],
      atKey: true,
      message: 'a second destination',
      found: 'name',
      expected: 'one of server and name; there is server already',
      mend: 'remove one of the two; null removes what a base says',
    });
  }
  if (!server && !name) {
    findings.push({
      path,
      message: 'a destination that says nothing',
      expected: 'server or name: how Argo CD knows this cluster',
      mend: 'add one of them, or remove destination: then it is the cluster of this file’s name',
    });
  }
  if (!present('delivery', 'argoCd', 'hub')) {
    findings.push({
      path: ['delivery', 'argoCd', 'hub'],
      message: 'missing key',
      expected: 'the name of the cluster that Argo CD runs in, which tells whom this one shares it with',
      mend: 'add hub, in a base for all that share it; or remove destination',
    });
  }
  return findings;
}

/** What is synced into the namespace of Argo CD could change what may be synced. */
function ownNamespace({ delivery, applications }: Parameters<Rule>[0]): readonly RuleFinding[] {
  const namespace = delivery?.argoCd?.namespace;
  if (namespace === undefined || namespace === 'argocd') return [];
  const [application] =
    Object.entries(applications ?? {}).find(([, running]) => running?.namespace.name === namespace) ?? [];
  const isReserved = reservedNamespaces.some((reserved) => reserved === namespace);
  if (application === undefined && !isReserved) return [];
  return [
    {
      path: ['delivery', 'argoCd', 'namespace'],
      message: 'a namespace that is not Argo CD’s alone',
      expected:
        application === undefined
          ? 'a namespace that Meshwright puts nothing else into'
          : `a namespace that no application has; ${application} has this one`,
      mend: 'write the namespace that Argo CD is installed in, and keep it for Argo CD',
    },
  ];
}

/** Source: argo-cd docs/user-guide/projects.md, the project `default`. */
function projectOfAll({ delivery, given }: Parameters<Rule>[0]): readonly RuleFinding[] {
  const { namePrefix, project, namespace = 'argocd' } = delivery?.argoCd ?? {};
  const entry = `AppProject ${namespace}/default`;
  if ((project ?? namePrefix) !== 'default' || given?.includes(entry) === true) return [];
  return [
    {
      path: ['delivery', 'argoCd', project === undefined ? 'namePrefix' : 'project'],
      message: 'a project that Argo CD has already',
      expected: 'another name: what is made of it would change the project of everybody who names none',
      mend: `choose a name, or add "${entry}" to given: then it is used as it is`,
    },
  ];
}
