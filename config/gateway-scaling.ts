import { z } from 'zod';
import { wholeNumber } from './primitives';

/** Replicas of a gateway. */
export const replicas = wholeNumber(1, 50);

/** Replicas of a gateway by load. */
export const autoscaling = z
  .strictObject({
    maxReplicas: wholeNumber(2, 100).meta({ description: 'Most replicas.' }),
    cpu: wholeNumber(10, 100)
      .default(70)
      .meta({ description: 'Share of the requested CPU that the replicas have on average, in percent.' }),
  })
  .optional()
  .meta({
    description: 'Replicas by load, from `replicas` on. Default: as many as `replicas` says, always.',
  });
