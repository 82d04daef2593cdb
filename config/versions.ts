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
  })
  .prefault({})
  .meta({
    description:
      'Versions of charts and images, so that a change of one goes through one cluster after the other.',
  });
