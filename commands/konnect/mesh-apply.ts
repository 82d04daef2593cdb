import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { Failure } from '../../konnect/failure';
import { meshControlPlaneById } from '../../konnect/mesh-control-plane';
import {
  compareResources,
  type MeshResource,
  putResource,
  type ResourceChange,
} from '../../konnect/mesh-resources';
import { agree } from './agree';
import { row } from './report';
import { regionFor, type Session } from './session';

/** Options of `mesh apply`. */
export interface MeshApplyOptions {
  /** Folder of the output. */
  readonly dist: string | undefined;
  readonly yes: boolean;
}

const resource = z.object({ type: z.string(), name: z.string() }).catchall(z.json());

/**
 * Puts the Mesh and the policies of `dist/<cluster>/global/` on the global control plane. Shows what differs, asks, and
 * writes only what differs; it never deletes.
 */
export async function meshApply(session: Session, options: MeshApplyOptions): Promise<void> {
  const { surroundings, cluster, file, dryRun } = session;
  const id = file.text('mesh', 'konnect', 'controlPlaneId');
  if (id === undefined) {
    throw new Failure(
      `${file.path} has no mesh.konnect.controlPlaneId: run meshwright konnect zone create --cluster ${cluster} --zone NAME first.`,
    );
  }
  const resources = readResources(join(options.dist ?? session.out, cluster, 'global'));
  const konnect = session.konnect(regionFor(session, undefined, ['mesh', 'konnect', 'region']));
  const controlPlane = await meshControlPlaneById(konnect, id);
  row(surroundings, 'mesh control plane', `${controlPlane.name} ${controlPlane.id} in ${konnect.region}`);
  const changes = await compareResources(konnect, id, resources);
  for (const change of changes) show(session, change);
  const differing = changes.filter(
    ({ differences, before }) => before === undefined || differences.length > 0,
  );
  if (differing.length === 0) return;
  const count = `${differing.length} ${differing.length === 1 ? 'resource' : 'resources'}`;
  await agree(session, options.yes, `Write ${count} to ${controlPlane.name}?`);
  for (const change of differing) {
    const warnings = await putResource(konnect, change);
    if (!dryRun) row(surroundings, change.title, 'written');
    for (const warning of warnings) surroundings.print(`  warning of the control plane: ${warning}`);
  }
}

function show({ surroundings }: Session, { title, before, differences }: ResourceChange): void {
  row(
    surroundings,
    title,
    before === undefined ? 'is new' : differences.length === 0 ? 'is the same' : 'differs',
  );
  const text = (value: unknown) => (value === undefined ? '(nothing)' : JSON.stringify(value));
  for (const { path, from, to } of differences) surroundings.print(`  ${path}: ${text(from)} -> ${text(to)}`);
}

/** @throws Failure when the folder is missing or empty, or a file is no universal resource */
function readResources(folder: string): MeshResource[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  } catch {
    names = [];
  }
  if (names.length === 0) throw new Failure(`There is nothing in ${folder}: run meshwright synth first.`);
  return names.sort().flatMap((name) => {
    const path = join(folder, name);
    return parseAllDocuments(readFileSync(path, 'utf8')).map((document) => {
      const parsed = resource.safeParse(document.toJS());
      if (document.errors.length === 0 && parsed.success) return parsed.data;
      throw new Failure(
        `${path} is no resource in universal format: expected type:, name: and plain values.`,
      );
    });
  });
}
