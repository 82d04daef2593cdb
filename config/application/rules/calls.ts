import { nearest } from '../../../references/nearest';
import { type ApplicationFinding, placeText, type Running } from '../running';
import { hasPorts } from './kinds';

/** The applications of a cluster, and those of the folder and those that it says are not there. */
export interface Around {
  readonly running: ReadonlyMap<string, Running>;
  /** Names of all applications that have a file. */
  readonly known: readonly string[];
  readonly absent: readonly string[];
  /** What the cluster has already; undefined where it is not known. */
  readonly given?: readonly string[] | undefined;
}

/** Who is called is there, has a port, and lets itself be called. */
export function calls(running: Running, around: Around): readonly ApplicationFinding[] {
  return [...running.services].flatMap(([name, { config }]) => {
    const all = config?.calls ?? [];
    return all.flatMap((called, index): readonly ApplicationFinding[] => {
      const path = ['services', name, 'calls', index];
      if (all.indexOf(called) !== index) {
        return [{ path, message: 'called twice', expected: 'each name once', mend: 'remove one of the two' }];
      }
      const [application = '', service] = called.split('/');
      return service === undefined
        ? within(running, name, application, path)
        : across(running, name, application, service, path, around);
    });
  });
}

function within(
  running: Running,
  caller: string,
  called: string,
  path: readonly PropertyKey[],
): readonly ApplicationFinding[] {
  const { services, external } = running;
  if (called === caller) {
    return [{ path, message: 'a call to itself', expected: 'another service', mend: 'remove it' }];
  }
  if (external.has(called)) return [];
  if (services.has(called)) {
    return hasPorts(running.services.get(called)?.node) ? [] : [withoutPort(called, path)];
  }
  const known = [...services.keys(), ...external.keys()].filter((name) => name !== caller);
  const near = nearest(called, known);
  return [
    {
      path,
      message: 'a call to nobody',
      expected:
        known.length === 0
          ? 'application/service: there is no other service here'
          : `one of ${known.join(', ')}, or application/service`,
      mend:
        near === undefined ? `add ${called} under services or external, or remove the call` : `write ${near}`,
      nearest: near,
    },
  ];
}

function withoutPort(called: string, path: readonly PropertyKey[]): ApplicationFinding {
  return {
    path,
    message: 'a call to a service without ports',
    expected: 'a service with a port',
    mend: `add ports under services.${called}, or remove the call`,
  };
}

function across(
  running: Running,
  caller: string,
  application: string,
  service: string,
  path: readonly PropertyKey[],
  { running: all, known, absent }: Around,
): readonly ApplicationFinding[] {
  if (application === running.name) {
    return [
      {
        path,
        message: 'the own application',
        expected: `${service} alone: within an application a name is enough`,
        mend: `write ${service}`,
      },
    ];
  }
  const other = all.get(application);
  if (other === undefined) {
    if (absent.includes(application)) return [];
    const near = known.includes(application) ? undefined : nearest(application, known);
    return [
      {
        path,
        message: known.includes(application)
          ? 'a call to an application that the cluster does not run'
          : 'a call to an application that there is not',
        expected: known.includes(application)
          ? `${application} among the applications of ${running.cluster.file}, or absent: [${application}] there`
          : anotherOf(known, running.name),
        mend:
          near === undefined
            ? `add ${application}: {} under applications of ${running.cluster.file}, or absent: [${application}] at its top`
            : `write ${near}/${service}`,
        nearest: near,
      },
    ];
  }
  const part = other.services.get(service);
  if (part === undefined) {
    const names = [...other.services.keys()];
    const near = nearest(service, names);
    return [
      {
        path,
        message: 'a call to nobody',
        expected: `a service of ${other.source.file}: ${names.join(', ')}`,
        mend: near === undefined ? 'correct or remove the call' : `write ${application}/${near}`,
        nearest: near,
      },
    ];
  }
  if (!hasPorts(other.services.get(service)?.node)) return [withoutPort(`${application}/${service}`, path)];
  const { config } = part;
  if (config === undefined) return [];
  const { callers = [] } = config;
  const allowed =
    callers === 'any' || callers.includes(running.name) || callers.includes(`${running.name}/${caller}`);
  if (allowed) return [];
  const line = `callers: [${[...callers, `${running.name}/${caller}`].join(', ')}]`;
  return [
    {
      path,
      message: 'a call that the callee does not allow',
      expected: `${running.name}/${caller} among the callers of ${service} at ${placeText(other, ['services', service])}`,
      mend: `ask its owner for this line under services.${service}: ${line}`,
    },
  ];
}

function anotherOf(known: readonly string[], own: string): string {
  const others = known.filter((name) => name !== own);
  return others.length === 0
    ? `an application that has a file: ${own} is the only one`
    : `one of ${others.join(', ')}`;
}

/** Who may call, where such an application or service is known, has no typing mistake. */
export function callers(running: Running, { running: all, known }: Around): readonly ApplicationFinding[] {
  return [...running.services].flatMap(([name, { config }]) => {
    const allowed = config?.callers;
    if (allowed === undefined || allowed === 'any') return [];
    return allowed.flatMap((caller, index): ApplicationFinding[] => {
      const [application = '', service] = caller.split('/');
      const path = ['services', name, 'callers', index];
      if (application === running.name) {
        return [
          {
            path,
            message: 'the own application among the callers',
            expected: 'other applications: within an application a call is enough',
            mend: 'remove it',
          },
        ];
      }
      if (!known.includes(application)) {
        const near = nearest(application, known);
        return [
          {
            path,
            message: 'a caller that there is not',
            expected: anotherOf(known, running.name),
            mend: near === undefined ? 'correct or remove it' : `write ${near}`,
            nearest: near,
          },
        ];
      }
      const other = all.get(application);
      if (other === undefined || service === undefined || other.services.has(service)) return [];
      const names = [...other.services.keys()];
      const near = nearest(service, names);
      return [
        {
          path,
          message: 'a caller that there is not',
          expected: `a service of ${other.source.file}: ${names.join(', ')}`,
          mend: near === undefined ? 'correct or remove it' : `write ${application}/${near}`,
          nearest: near,
        },
      ];
    });
  });
}
