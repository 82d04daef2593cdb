import { z } from 'zod';
import type { Json } from '../references/manifest';
import type { KonnectClient } from './client';
import { Failure } from './failure';
import { meshApiPath } from './mesh-control-plane';

type Fields = { readonly [key: string]: Json };

/** A resource of Kuma in universal format: `type`, `name`, for a policy `mesh`, and what it says. */
export interface MeshResource extends Fields {
  readonly type: string;
  readonly name: string;
}

const kind = z.object({
  name: z.string(),
  scope: z.enum(['Global', 'Mesh']),
  path: z.string(),
  readOnly: z.boolean().default(false),
});
const fields = z.record(z.string(), z.json());
const written = z.looseObject({ warnings: z.array(z.string()).nullish() });
const needs = 'the role Admin on the mesh control plane';

/** A resource of ours beside what the global control plane has. */
export interface ResourceChange {
  readonly resource: MeshResource;
  /** `Mesh default`, `MeshTimeout default/jazz`. */
  readonly title: string;
  readonly path: string;
  /** What the global control plane has; undefined when it has none. */
  readonly before: Fields | undefined;
  /** What a PUT would send. */
  readonly after: Fields;
  readonly differences: readonly Difference[];
}

/** One field that differs; undefined stands for an absent one. */
export interface Difference {
  readonly path: string;
  readonly from: Json | undefined;
  readonly to: Json | undefined;
}

/**
 * Compares resources with those of the global control plane, meshes first. A PUT replaces a resource, so what others
 * wrote into a Mesh is read and kept; of a policy only the labels are kept.
 *
 * @throws Failure when the control plane does not know a type, or keeps it to itself
 */
export async function compareResources(
  client: KonnectClient,
  controlPlaneId: string,
  resources: readonly MeshResource[],
): Promise<ResourceChange[]> {
  const api = meshApiPath(controlPlaneId);
  const known = await client.get(
    { where: 'region', path: `${api}/_resources`, purpose: 'list the types of resources', needs },
    z.object({ resources: z.array(kind) }),
  );
  const kinds = new Map(known?.resources.map((one) => [one.name, one]));
  const isMesh = (resource: MeshResource) => (resource.type === 'Mesh' ? 0 : 1);
  const changes: ResourceChange[] = [];
  for (const resource of [...resources].sort((a, b) => isMesh(a) - isMesh(b))) {
    const path = `${api}${addressOf(resource, kinds.get(resource.type))}`;
    const mesh = typeof resource.mesh === 'string' ? `${resource.mesh}/` : '';
    const title = `${resource.type} ${mesh}${resource.name}`;
    const found = await client.get({ where: 'region', path, purpose: `read ${title}`, needs }, fields);
    const before = found === undefined ? undefined : withoutStamps(found);
    const after = resource.type === 'Mesh' ? merge(before ?? {}, resource) : keepLabels(before, resource);
    changes.push({ resource, title, path, before, after, differences: differences(before ?? {}, after) });
  }
  return changes;
}

/** Puts one resource; gives Kuma's warnings. */
export async function putResource(client: KonnectClient, change: ResourceChange): Promise<readonly string[]> {
  const { path, title, after } = change;
  const call = {
    method: 'PUT',
    where: 'region',
    path,
    body: after,
    purpose: `write ${title}`,
    needs,
  } as const;
  return (await client.change(call, written))?.warnings ?? [];
}

function addressOf(resource: MeshResource, found: z.infer<typeof kind> | undefined): string {
  const { type, name, mesh } = resource;
  if (found === undefined)
    throw new Failure(`The global control plane knows no ${type}: ${type} ${name} cannot be put there.`);
  if (found.readOnly)
    throw new Failure(`The global control plane writes ${type} itself: ${type} ${name} cannot be put there.`);
  const last = `/${found.path}/${encodeURIComponent(name)}`;
  if (found.scope === 'Global') return last;
  if (typeof mesh !== 'string')
    throw new Failure(`${type} ${name} names no mesh: expected mesh: default, or another.`);
  return `/meshes/${encodeURIComponent(mesh)}${last}`;
}

/** Without what the control plane adds by itself. */
function withoutStamps(found: Fields): Fields {
  const own = ['creationTime', 'modificationTime', 'kri', 'status'];
  return Object.fromEntries(Object.entries(found).filter(([key]) => !own.includes(key)));
}

const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `ours` over `theirs`: mappings are merged, everything else is replaced. */
function merge(theirs: Fields, ours: Fields): Fields {
  const merged: Record<string, Json> = { ...theirs };
  for (const [key, value] of Object.entries(ours)) {
    const old = merged[key];
    merged[key] = isFields(old) && isFields(value) ? merge(old, value) : value;
  }
  return merged;
}

function keepLabels(before: Fields | undefined, resource: MeshResource): Fields {
  const labels = before?.labels;
  if (!isFields(labels)) return resource;
  return { ...resource, labels: isFields(resource.labels) ? merge(labels, resource.labels) : labels };
}

/** Every field in which two values differ, by path; lists are compared whole. */
export function differences(from: Json | undefined, to: Json | undefined, path = ''): Difference[] {
  if (isFields(from) && isFields(to)) {
    const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
    return keys.flatMap((key) => differences(from[key], to[key], path === '' ? key : `${path}.${key}`));
  }
  return sortedJson(from) === sortedJson(to) ? [] : [{ path, from, to }];
}

function sortedJson(value: Json | undefined): string | undefined {
  return JSON.stringify(value, (_key, inner: Json) =>
    isFields(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}
