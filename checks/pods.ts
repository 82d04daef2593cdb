import { perIndex } from './per-index';

/** The pods that the objects bring, in the order of the objects; each says which one brings it. */
export const podsOf = perIndex((index) => index.objects.flatMap((object) => index.podsBroughtBy(object)));
