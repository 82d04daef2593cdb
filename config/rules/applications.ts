import type { Application } from '../application/schema';
import type { Rule, RuleFinding } from './rule';

/** An application runs in a mesh, behind a gateway that this repository configures. */
export const applicationGround: Rule = ({ gateway, applications = {} }, present) =>
  Object.entries(applications).flatMap(([name, application]) =>
    groundOf(name, publishes(application) ? gateway?.mode : undefined, present('mesh')),
  );

/** Whether an application asks the gateway for anything; an invalid one is told so itself. */
function publishes(application: Application | undefined): boolean {
  const { routes = {}, plugins = {}, consumers = {}, consumerGroups = {} } = application?.publish ?? {};
  return Object.keys({ ...routes, ...plugins, ...consumers, ...consumerGroups }).length > 0;
}

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
        'no publish in it, or mode kic or konnect-kic: a Konnect data plane takes routes and plugins from Konnect, not from objects of the cluster',
      mend: 'use gateway.mode: konnect-kic, or remove publish of the application and configure its routes in Konnect',
    });
  }
  return findings;
}

/** What is said to be absent is no application that runs. */
export const absentApplications: Rule = ({ absent = [], applications = {} }) =>
  absent.flatMap((name, index): RuleFinding[] =>
    name === undefined || !Object.hasOwn(applications, name)
      ? []
      : [
          {
            path: ['absent', index],
            message: 'an absent application that runs',
            expected: 'an application that this cluster does not run',
            mend: `remove it here, or ${name} under applications`,
          },
        ],
  );
