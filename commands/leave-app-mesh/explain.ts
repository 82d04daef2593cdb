import { existsSync } from 'node:fs';
import { afterLeaving } from '../../migrate/applied';
import type { Manifest } from '../../references/manifest';
import { oneLine } from '../../references/printable';
import { type AppMeshRouting, readAppMesh } from '../../routing/app-mesh/read';
import { sameAnswer } from '../../routing/compare';
import { throughIngress } from '../../routing/kong-mesh/ingress';
import { readKongMesh } from '../../routing/kong-mesh/read';
import type { Answer, Caller, Host, Request, Routing } from '../../routing/request';
import { readInputs } from '../manifests/inputs';
import { render } from '../render';
import { problemDiagnostics } from '../render-problems';
import type { World } from '../world';
import { type ExplainArguments, explainArguments } from './explain-arguments';
import { outputIn } from './output';

/** One host that was asked, and what answers on either side. */
interface Explained extends Host {
  readonly appMesh: Answer;
  readonly kongMesh?: Answer;
}

/**
 * `meshwright leave-app-mesh explain`: which workloads answer a request, on App Mesh and on Kong Mesh, and by which
 * objects.
 *
 * @param argv what follows `explain`
 * @returns the exit status
 */
export function explainRouting(argv: readonly string[], world: World): number {
  const asked = explainArguments(argv);
  if ('usage' in asked) {
    (asked.wrong ? world.stderr : world.stdout).write(asked.usage);
    return asked.wrong ? 2 : 0;
  }
  const input = read(asked.input, world);
  if (input === undefined) return 2;
  if (asked.output !== undefined && !existsSync(asked.output)) {
    return refuse(world, asked.output, 'nothing there', 'the folder that leave-app-mesh wrote');
  }
  const before = readAppMesh(input.map(({ manifest }) => manifest));
  const caller = callerNamed(before, asked.from);
  if (caller === undefined) return refuse(world, asked.from, 'no workload of that name', callersOf(before));
  const hosts = hostsAsked(before, caller, asked);
  if (hosts.length === 0) {
    return refuse(world, asked.from, 'it has no backend of that name', 'a name with --host HOST:PORT');
  }
  const after = asked.output === undefined ? undefined : afterwards(input, asked.output, asked);
  const explained = hosts.map((host): Explained => {
    const request = { ...asked.request, ...host };
    const appMesh = before.answer(caller, request);
    const kongMesh = after?.(before.isGateway(caller), request);
    return kongMesh === undefined ? { ...host, appMesh } : { ...host, appMesh, kongMesh };
  });
  world.stdout.write(asked.json ? `${JSON.stringify(explained, null, 2)}\n` : textOf(explained, asked));
  const otherwise = explained.some(({ appMesh, kongMesh }) => kongMesh && !sameAnswer(appMesh, kongMesh));
  return otherwise ? 3 : 0;
}

interface Found {
  readonly manifest: Manifest;
}

function read(path: string, world: World): readonly Found[] | undefined {
  const { sets, problems } = readInputs([path]);
  if (problems.length > 0) {
    world.stderr.write(render(problemDiagnostics(problems), { colour: false }));
    return undefined;
  }
  return sets.flatMap(({ objects }) => objects.map(({ manifest }) => ({ manifest })));
}

/** Where Kong's chart puts its pods, and what it calls their account. */
const kong: Caller = { namespace: 'kong', name: 'kong-gateway', labels: {}, serviceAccount: 'kong-gateway' };

/** Who answers with what leave-app-mesh wrote. What reached a virtual gateway reaches Kong. */
function afterwards(
  input: readonly Found[],
  folder: string,
  { zone, from }: ExplainArguments,
): (atGateway: boolean, request: Request) => Answer | undefined {
  const { objects, patches } = outputIn(folder);
  const all = afterLeaving(
    input.map(({ manifest }) => manifest),
    {
      patches: patches.map(({ manifest }) => manifest),
      objects: objects.map(({ manifest }) => manifest),
    },
  );
  const routing = readKongMesh(all, zone === undefined ? {} : { zone });
  const caller = callerNamed(routing, from);
  return (atGateway, request) =>
    atGateway ? throughIngress(all, routing, kong, request) : caller && routing.answer(caller, request);
}

function callerNamed(routing: Routing, name: string): Caller | undefined {
  return routing.callers.find((caller) => `${caller.namespace}/${caller.name}` === name);
}

function callersOf({ callers }: Routing): string {
  const names = callers.map(({ namespace, name }) => `${namespace}/${name}`).sort();
  return names.length === 0 ? 'a set that shows workloads, such as Deployments' : names.join(', ');
}

/** The host that is named, on the port that is named or its own; without a name, every backend. */
function hostsAsked(routing: AppMeshRouting, caller: Caller, asked: ExplainArguments): readonly Host[] {
  const known = routing.hosts(caller);
  const { host, port } = asked;
  if (host === undefined && routing.isGateway(caller)) return [{ host: 'gateway', port: 80 }];
  if (host === undefined) return known;
  if (port !== undefined) return [{ host, port }];
  const own = known.filter((each) => each.host === host);
  return own.length > 0 ? own : [{ host, port: 80 }];
}

function refuse(world: World, from: string, found: string, expected: string): number {
  const notes: [string, string][] = [
    ['found', found],
    ['expected', expected],
  ];
  world.stderr.write(
    render([{ severity: 'error', title: 'nobody to ask for', location: oneLine(from), notes }], {
      colour: false,
    }),
  );
  return 1;
}

function textOf(explained: readonly Explained[], { request, from }: ExplainArguments): string {
  return explained
    .map(({ host, port, appMesh, kongMesh }) => {
      const whole: Request = { ...request, host, port };
      return [
        ...requestLines(whole, from),
        ...sideLines('App Mesh', appMesh, whole),
        ...(kongMesh === undefined ? [] : sideLines('Kong Mesh', kongMesh, whole)),
        ...(kongMesh === undefined
          ? []
          : [sameAnswer(appMesh, kongMesh) ? 'answered alike' : 'answered otherwise']),
        '',
      ].join('\n');
    })
    .join('\n');
}

function requestLines({ method, path, host, port, headers }: Request, from: string): readonly string[] {
  return [
    oneLine(`${method} ${host}:${port}${path} from ${from}`),
    ...Object.entries(headers).map(([name, value]) => oneLine(`  ${name}: ${value}`)),
  ];
}

function sideLines(title: string, answer: Answer, { path }: Request): readonly string[] {
  const percent = (share: number) => `${(Math.round(share * 10_000) / 100).toString().padStart(5)} %`;
  return [
    title,
    ...Object.entries(answer.shares).map(([name, share]) => oneLine(`  ${percent(share)}  ${name}`)),
    ...answer.refused.map(({ share, reason }) => oneLine(`  ${percent(share)}  nobody: ${reason}`)),
    ...(answer.path === path ? [] : [oneLine(`  with the path ${answer.path}`)]),
    ...(answer.unsure === undefined ? [] : [oneLine(`  unsure: ${answer.unsure}`)]),
    ...answer.by.map((each) => oneLine(`  by ${each}`)),
  ];
}
