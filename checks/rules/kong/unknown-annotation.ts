import { groupOf, type Manifest } from '../../../references/manifest';
import { nearest } from '../../../references/nearest';
import { annotationPath, annotationsSource } from '../../kong/annotation';
import {
  annotatedKinds,
  knownAnnotation,
  knownAnnotations,
  type Side,
  sides,
} from '../../kong/annotation-table';
import { exampleIngress, kongGiven } from '../../kong/example';
import type { ObjectRule } from '../../rule';

export const unknownAnnotation: ObjectRule = {
  id: 'kong/unknown-annotation',
  severity: 'error',
  title: 'an annotation looks like one of Kong’s, and is none',
  why: 'The controller skips what it does not know without a word: a misspelt konghq.com/plugins leaves the route open.',
  source: annotationsSource,
  kinds: annotatedKinds,
  *checkObject(object) {
    for (const key of Object.keys(object.metadata.annotations ?? {})) {
      if (knownAnnotation(key) !== undefined || !looksLikeKong(key)) continue;
      const close = meant(key, object);
      if (close === undefined && !key.startsWith('konghq.com/')) continue;
      yield {
        object,
        path: annotationPath(key),
        message: `Kong reads no annotation ${key}`,
        found: key,
        expected: 'an annotation that Kong Ingress Controller reads',
        mend: close === undefined ? 'remove it, or check its name' : `write ${close}`,
        ...(close === undefined ? { severity: 'warning' } : { nearest: close }),
      };
    }
  },
  example: {
    given: [...kongGiven, 'KongPlugin prod/apikey'],
    fails: exampleIngress('konghq.com/plugin: apikey'),
    passes: exampleIngress('konghq.com/plugins: apikey'),
  },
};

const names = [...knownAnnotations.keys()].map(nameOf);

/** Kong's own prefixes, and others one letter away from them whose name is one of Kong's. */
function looksLikeKong(key: string): boolean {
  const slash = key.indexOf('/');
  const prefix = key.slice(0, Math.max(0, slash));
  if (prefix === 'konghq.com' || prefix === 'ingress.kubernetes.io') return true;
  return prefix !== '' && names.includes(nameOf(key)) && nearest(prefix, ['konghq.com']) !== undefined;
}

/** The annotation whose name, after the slash, is nearest: first among those of the object's kind. */
function meant(key: string, object: Manifest): string | undefined {
  const side = sides.get(`${groupOf(object.apiVersion)}/${object.kind}`);
  const keys = [...knownAnnotations].toSorted(([, a], [, b]) => fits(b.on, side) - fits(a.on, side));
  const close = nearest(
    nameOf(key),
    keys.map(([other]) => nameOf(other)),
  );
  return keys.find(([other]) => nameOf(other) === close)?.[0];
}

function fits(on: readonly Side[], side: Side | undefined): number {
  return side !== undefined && on.includes(side) ? 1 : 0;
}

function nameOf(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}
