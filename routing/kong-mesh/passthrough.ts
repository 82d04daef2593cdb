import { dig, fields, items, text } from '../../references/fields';
import type { Request } from '../request';
import type { Dataplane } from './dataplanes';
import { comparePolicies } from './policy';
import type { KumaView } from './view';

/** Whether a proxy lets a request out that is for no destination of the mesh, and what says so. */
export function passesOut(
  view: KumaView,
  caller: Dataplane,
  request: Request,
): { readonly open: boolean; readonly by: string } {
  const policies = view.policies('MeshPassthrough', caller).toSorted(comparePolicies);
  if (policies.length === 0) {
    const open = dig(view.mesh(caller.mesh), 'spec', 'networking', 'outbound', 'passthrough') !== false;
    return { open, by: `Mesh ${caller.mesh} passthrough ${open}` };
  }
  const by = policies.map(({ namespace, name }) => `MeshPassthrough ${namespace}/${name}`).join(', ');
  // Merged, the last one's mode counts and every list of matches.
  const confs = policies.map(({ object }) => dig(object, 'spec', 'default'));
  const mode = confs.flatMap((conf) => text(dig(conf, 'passthroughMode')) ?? []).at(-1) ?? 'Matched';
  const matches = confs.flatMap((conf) => items(dig(conf, 'appendMatch')));
  const open = mode === 'All' || (mode === 'Matched' && matches.some((match) => matchHolds(match, request)));
  return { open, by };
}

/** A match names a domain, with `*.` for any name below it, or an address; without a port it is for all. */
function matchHolds(match: unknown, { host, port }: Request): boolean {
  const { type, value } = fields(match);
  if ((dig(match, 'port') ?? port) !== port || typeof value !== 'string') return false;
  if (type === 'CIDR') return inRange(host, value);
  return value === host || (value.startsWith('*') && host.endsWith(value.slice(1)));
}

function inRange(host: string, range: string): boolean {
  const [base = '', bits = '32'] = range.split('/');
  // Whatever the name resolves to.
  if (bits === '0') return true;
  const [address, network] = [numberOf(host), numberOf(base)];
  if (address === undefined || network === undefined) return false;
  const size = 2 ** (32 - Number(bits));
  return Math.floor(address / size) === Math.floor(network / size);
}

function numberOf(address: string): number | undefined {
  const parts = address.split('.').map(Number);
  const whole =
    parts.length === 4 && parts.every((part) => Number.isInteger(part) && part >= 0 && part < 256);
  return whole ? parts.reduce((sum, part) => sum * 256 + part, 0) : undefined;
}
