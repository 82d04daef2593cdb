import { z } from 'zod';
import { text } from './primitives';

/** Charts whose version a cluster may say, by their names in their repositories. */
export const versionedCharts = [
  'appmesh-controller',
  'cert-manager',
  'external-secrets',
  'ingress',
  'kong',
  'kong-mesh',
  'kong-operator',
] as const;
export type VersionedChart = (typeof versionedCharts)[number];

/** Charts that are in a registry too, and where: their own projects push them. The others have HTTP repositories alone. */
export const versionedOciRepositories: Readonly<Partial<Record<VersionedChart, string>>> = {
  'cert-manager': 'quay.io/jetstack/charts',
  'external-secrets': 'ghcr.io/external-secrets/charts',
};

/** Images whose tag no chart says, or says as a floating one. */
export const versionedImages = ['app-mesh-envoy', 'kong-gateway', 'kong-ingress-controller'] as const;
export type VersionedImage = (typeof versionedImages)[number];

const chartVersion = text(
  'a whole version of a chart, such as 2.9.0, without a range',
  /^v?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/,
  64,
);
const imageTag = text(
  'a whole tag, such as 3.10.0.10, and after it a digest where it is to be held to one (3.10.0.10@sha256:...)',
  /^v?\d+\.\d+\.\d+[\w.-]{0,100}(@sha256:[0-9a-f]{64})?$/,
);

/**
 * The prefixes that ECR's console proposes for its pull-through cache rules, by registry. App Mesh's own registry lets nobody cache it: what comes
 * from there is pushed by hand. Source: docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-working-pulling.html.
 */
export const mirrorPrefixes: Readonly<Record<string, string>> = {
  'docker.io': 'docker-hub',
  'ghcr.io': 'github',
  'public.ecr.aws': 'ecr-public',
  'quay.io': 'quay',
  'registry.k8s.io': 'kubernetes',
  '840364872350.dkr.ecr.us-west-2.amazonaws.com': 'app-mesh',
};

const registry = text(
  'a registry without https:// and without a slash at its end, such as 123456789012.dkr.ecr.eu-west-1.amazonaws.com',
  /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/,
  200,
);
const upstream = text('a registry, such as quay.io', /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?$/, 200);
const path = text(
  'a path in the registry, such as team/quay',
  /^[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/,
  200,
);

/** Which versions a cluster runs, where they are not those that Meshwright is tried with. */
export const versionsSchema = z
  .strictObject({
    charts: z
      .partialRecord(z.enum(versionedCharts), chartVersion)
      .default({})
      .meta({ description: 'Versions of Helm charts. Default: those that Meshwright is tried with.' }),
    images: z.partialRecord(z.enum(versionedImages), imageTag).default({}).meta({
      description:
        'Tags of images, with a digest behind it where one is asked for. Default: those that Meshwright is tried with.',
    }),
    mirror: registry.optional().meta({
      description:
        'Registry from which images and charts come instead of the public ones: ECR pull-through cache.',
    }),
    mirrorPrefixes: z.record(upstream, path).default({}).meta({
      description:
        "What stands in the mirror before an image's own name, by the registry that it comes from. Default: the names of ECR's console, such as `docker-hub`.",
    }),
    mirrorCharts: path.optional().meta({
      description:
        'Path in the mirror to which the charts of HTTP repositories are pushed, which ECR cannot cache.',
    }),
  })
  .prefault({})
  .meta({
    description:
      'Versions of charts and images, so that a change of one goes through one cluster after the other.',
  });

export type Versions = z.infer<typeof versionsSchema>;
