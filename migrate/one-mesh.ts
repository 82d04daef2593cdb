import { dig, strings, text } from '../references/fields';
import { matches, readSelector } from '../references/labels';
import { isOfAppMesh } from './account';
import type { InputDocument } from './document';
import { namespaceOf, World } from './world';

/** The documents of one mesh, and how many objects of App Mesh belong to others. */
export interface OfOneMesh {
  readonly documents: readonly InputDocument[];
  readonly left: number;
}

/**
 * Leaves out the objects of other meshes than one: an object says its mesh itself where the controller wrote it
 * (`spec.meshRef`), and else belongs to the mesh whose selector selects its namespace (aws-app-mesh-controller-for-k8s
 * pkg/mesh/membership_designator.go). What belongs to none stays.
 */
export function ofOneMesh(documents: readonly InputDocument[], mesh: string): OfOneMesh {
  const world = new World(documents);
  const kept = documents.filter((document) => {
    if (!isOfAppMesh(document)) return true;
    if (document.manifest.kind === 'Mesh') return document.manifest.metadata.name === mesh;
    const own = meshesOf(world, document);
    return own.length === 0 || own.includes(mesh);
  });
  return { documents: kept, left: documents.length - kept.length };
}

/** Names of the meshes that an object may belong to. */
function meshesOf(world: World, { manifest }: InputDocument): readonly string[] {
  const said = text(dig(manifest, 'spec', 'meshRef', 'name'));
  if (said !== undefined) return [said];
  const labels = strings(dig(world.namespace(namespaceOf(manifest))?.manifest, 'metadata', 'labels'));
  return world.all('appmesh/Mesh').flatMap((document) => {
    const selector = readSelector(dig(document.manifest, 'spec', 'namespaceSelector'));
    return selector !== undefined && matches(selector, labels) ? [document.manifest.metadata.name] : [];
  });
}
