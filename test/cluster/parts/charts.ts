import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dig, items } from '../../../references/fields';
import { helmInstallOf } from '../../../references/helm-install';
import { describe, type Manifest } from '../../../references/manifest';
import { buildIndex } from '../../../references/reference-index';
import { type ClusterOutput, readClusters, synthesizeChanged } from '../dist';
import type { Lane } from '../lane';
import { podsOf } from '../pods';
import { Findings, type PartResult } from '../report';
import { type Helm, helm, helmVersion, missingForHelm, rendered } from '../server/helm';

const mirror = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';

/** Helm renders every chart that is installed, with the values of each cluster and a mirror: no image comes from anywhere else. */
export async function chartsPart(lane: Lane): Promise<PartResult> {
  const charts = helm();
  if (charts === undefined) throw new Error(missingForHelm().join('; '));
  const findings = new Findings();
  const absent = new Set<string>();
  for (const { name } of readClusters()) {
    const output = synthesizeChanged(name, (text) => `${text}versions: {mirror: ${mirror}}\n`);
    const made = objectsOf(charts, output, join(lane.directory, `charts-${name}`), absent);
    const containers = podsOf(
      made.filter((object) => !output.stages.some(({ objects }) => objects.includes(object))),
    )
      .filter(({ metadata }) => !exceptions.test(metadata.name))
      .flatMap(containersOf);
    findings.claim(
      `${name}: ${containers.length} containers that its charts run are not root, cannot write their root file system, and have no capabilities`,
      containers
        .filter(({ lacks }) => lacks.length > 0)
        .map(({ by, lacks }) => `${name}: ${by} has no ${lacks.join(', ')}`),
    );
    const images = made.flatMap(imagesOf);
    // An application's image in a registry of one's own stays there.
    const others = images.filter(
      ({ image }) => !image.startsWith(`${mirror}/`) && !image.startsWith('672518094988.dkr.ecr.'),
    );
    findings.claim(
      `${name}: with a mirror, all ${new Set(images.map(({ image }) => image)).size} images of the charts and of the cluster's own objects come from it`,
      [...new Set(others.map(({ by, image }) => `${name}: ${by} has the image ${image}`))],
    );
  }
  for (const chart of absent)
    findings.gap(`the images of the chart ${chart}`, 'its folder is not among the charts');
  return findings.result(
    'Charts: what they run is hardened, and with a mirror every image comes from it',
    [{ name: 'helm', version: helmVersion(charts) }, ...versionsOf(charts)],
    {
      note: `Of what Helm renders and of the output's own objects, each field \`image\` and each other text that names an image of a public
registry is read: arguments and variables of controllers that give pods their sidecars.`,
    },
  );
}

/** What the output delivers by itself, and what its charts are made of. */
function objectsOf(
  charts: Helm,
  output: ClusterOutput,
  directory: string,
  absent: Set<string>,
): readonly Manifest[] {
  const objects = [...output.stages.flatMap((stage) => stage.objects), ...output.delivery];
  const index = buildIndex(objects, { given: [] });
  return objects.flatMap((object) => {
    const release = helmInstallOf(object, index);
    if (release === undefined) return [object];
    const made = rendered(charts, release, directory);
    if (made === undefined) absent.add(release.chart);
    return made ?? [];
  });
}

/** App Mesh's controller, whose chart has no field for it, and Kuma's CNI plugin, which is root on its node. */
const exceptions = /^(?:appmesh-controller|kong-mesh-cni)/;

/** The containers of a pod, and what each lacks of what every one of them should have. */
function containersOf(pod: Manifest): readonly { readonly by: string; readonly lacks: readonly string[] }[] {
  const own = dig(pod.spec, 'securityContext');
  return ['initContainers', 'containers'].flatMap((list) =>
    items(dig(pod.spec, list)).map((container) => {
      const context = dig(container, 'securityContext');
      const has = {
        runAsNonRoot: (dig(context, 'runAsNonRoot') ?? dig(own, 'runAsNonRoot')) === true,
        readOnlyRootFilesystem: dig(context, 'readOnlyRootFilesystem') === true,
        'allowPrivilegeEscalation: false': dig(context, 'allowPrivilegeEscalation') === false,
        'capabilities.drop: [ALL]': items(dig(context, 'capabilities', 'drop')).includes('ALL'),
        seccompProfile: (dig(context, 'seccompProfile') ?? dig(own, 'seccompProfile')) !== undefined,
      };
      return {
        by: `${describe(pod)}, container ${String(dig(container, 'name'))},`,
        lacks: Object.entries(has).flatMap(([name, is]) => (is ? [] : [name])),
      };
    }),
  );
}

interface Image {
  /** The object that names it, and the key under which it does. */
  readonly by: string;
  readonly image: string;
}

/** An image of a public registry inside a longer text, such as an argument. */
const publicImage =
  /(?:^|[\s="'])((?:docker\.io|quay\.io|ghcr\.io|gcr\.io|registry\.k8s\.io|public\.ecr\.aws|\d{12}\.dkr\.ecr\.[\w.-]+)\/[\w./-]+[\w](?::[\w.-]+)?)/g;

function imagesOf(object: Manifest): readonly Image[] {
  const found: Image[] = [];
  const visit = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (key === 'image') found.push({ by: `${describe(object)} ${key}`, image: value });
      else if (key !== 'url' && key !== 'repoURL')
        for (const [, image = ''] of value.matchAll(publicImage)) {
          found.push({ by: `${describe(object)} ${key}`, image });
        }
    } else if (Array.isArray(value)) {
      for (const each of value) visit(each, key);
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, each] of Object.entries(value)) visit(each, name);
    }
  };
  visit({ ...object, metadata: {} }, '');
  return found;
}

/** The charts that are there, at their versions. */
function versionsOf({ charts }: Helm) {
  return readdirSync(charts)
    .filter((name) => existsSync(join(charts, name, 'Chart.yaml')))
    .sort()
    .map((name) => {
      const text = readFileSync(join(charts, name, 'Chart.yaml'), 'utf8');
      const version = /^version: *"?([^"\s]+)/m.exec(text)?.[1] ?? '';
      // A chart in its project's sources has no version until it is released.
      return { name: `chart ${name}`, version: /^v?0\.0\.0/.test(version) ? 'of its sources' : version };
    });
}
