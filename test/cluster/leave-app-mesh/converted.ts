import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { afterLeaving } from '../../../migrate/applied';
import { dig, strings, text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { type Sides, sidesOf } from '../../migrate/routing/compare-sides';
import type { MeshPod } from '../server/kuma-dp';

/** The set of the part, converted. */
export interface Converted extends Sides {
  /** What the cluster has afterwards. */
  readonly objects: readonly Manifest[];
}

/** Converts the set. @throws Error where the conversion refuses it */
export function convertShop(): Converted {
  const input = parseAllDocuments(readFileSync(join(__dirname, 'shop.yaml'), 'utf8')).map(
    (document): Manifest => document.toJS(),
  );
  const sides = sidesOf(input);
  const [finding] = sides.result.findings;
  if (finding !== undefined) throw new Error(`${finding.object}: ${finding.message}: ${finding.found}`);
  const objects = afterLeaving(input, {
    patches: sides.result.patches.map(({ manifest }) => manifest),
    objects: sides.result.objects.map(({ manifest }) => manifest),
  });
  return { ...sides, objects };
}

/** One pod of each Deployment, at an address of its own. */
export function podsOf(objects: readonly Manifest[]): readonly (MeshPod & { readonly port: number })[] {
  return objects
    .filter(({ kind }) => kind === 'Deployment')
    .map((object, index) => {
      const template = dig(object, 'spec', 'template');
      const port = dig(template, 'spec', 'containers', 0, 'ports', 0, 'containerPort');
      if (typeof port !== 'number') throw new Error(`${object.metadata.name} has no port`);
      return {
        namespace: object.metadata.namespace ?? '',
        name: object.metadata.name,
        serviceAccount: text(dig(template, 'spec', 'serviceAccountName')) ?? 'default',
        labels: strings(dig(template, 'metadata', 'labels')),
        annotations: strings(dig(template, 'metadata', 'annotations')),
        address: `127.0.12.${index + 1}`,
        port,
      };
    });
}
