import { oneLine } from '../references/printable';
import { sorted } from './names';
import { routePlace } from './route-text';
import type { Split, Topology } from './topology';

/** A Mermaid flowchart of the gateway's routes, the services, their versions with weights, and the callers. */
export function mermaid(topology: Topology): string {
  const lines = ['flowchart LR'];
  const services = sorted([
    ...topology.routes.map(({ service }) => service),
    ...topology.splits.map(({ service }) => service),
    ...topology.calls.map(({ service }) => service),
  ]);
  for (const service of services) lines.push(`  ${id('service', service)}["${label(service)}"]`);
  for (const route of topology.routes) {
    const plugins = route.plugins.length === 0 ? 'no plugin' : route.plugins.join('<br/>');
    const shown = routePlace(route);
    lines.push(
      `  gateway(["gateway"]) -->|"${label(shown)}<br/>${label(plugins)}"| ${id('service', route.service)}`,
    );
  }
  for (const split of topology.splits) lines.push(...splitLines(split));
  for (const { caller, service } of topology.calls) {
    lines.push(`  ${id('caller', caller)}(["${label(caller)}"]) -.->|"may call"| ${id('service', service)}`);
  }
  for (const { from, to } of topology.exits) {
    lines.push(
      `  ${id('caller', from)}(["${label(from)}"]) ==>|"may leave to"| ${id('host', to)}[/"${label(to)}"/]`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function splitLines({ service, match, versions }: Split): readonly string[] {
  const total = versions.reduce((sum, { weight }) => sum + weight, 0);
  const namespace = service.split('/')[0] ?? '';
  return versions.map(({ name, weight }) => {
    const percent = total === 0 ? 'weight 0' : `${Math.round((weight * 1000) / total) / 10} %`;
    const when = match === 'prefix /' || match === 'all' ? '' : `${label(match)}<br/>`;
    return `  ${id('service', service)} -->|"${when}${percent}"| ${id('version', `${namespace}/${name}`)}["${label(name)}"]`;
  });
}

/** A node's id: letters, digits and underscores alone, different for different names. */
function id(kind: string, name: string): string {
  return `${kind}_${name.replace(/[^A-Za-z0-9]/g, (sign) => `_${sign.charCodeAt(0).toString(16)}_`)}`;
}

/** Text in a label's quotes: what Mermaid would read as markup is written as entities. */
function label(text: string): string {
  return oneLine(text)
    .replaceAll('&', '#amp;')
    .replaceAll('"', '#quot;')
    .replace(/<(?!br\/>)/g, '#lt;');
}
