import { pointer } from '../../../references/fields';
import { exampleIngress, kongGiven } from '../../kong/example';
import { type IngressPath, ingressPaths, isKongIngress } from '../../kong/ingress';
import type { ObjectRule } from '../../rule';

export const pathMatch: ObjectRule = {
  id: 'kong/path-match',
  severity: 'error',
  title: 'the path of an Ingress cannot match as it is written',
  why: 'A regular expression counts as one only after the regex prefix and with pathType ImplementationSpecific; anywhere else it is taken letter by letter, and the route never answers.',
  source:
    'Kong/kubernetes-ingress-controller v3.5.13 internal/dataplane/translator/subtranslator/ingress.go, PathsFromIngressPaths; kubernetes pkg/apis/networking/validation',
  kinds: ['networking.k8s.io/Ingress'],
  *checkObject(object, { index }) {
    if (!isKongIngress(object, index)) return;
    const prefix = object.metadata.annotations?.['konghq.com/regex-prefix'] ?? '/~';
    for (const entry of ingressPaths(object)) {
      const wrong = wrongPath(entry, prefix);
      if (wrong !== undefined) yield { ...wrong, object, path: pointer(...entry.at, wrong.field) };
    }
  },
  example: {
    given: kongGiven,
    fails: exampleIngress('', 'djingress', '/~/dj/(jazz|metal)$'),
    passes: exampleIngress('', 'djingress', '/~/dj/(jazz|metal)$').replace(
      'pathType: Prefix',
      'pathType: ImplementationSpecific',
    ),
  },
};

interface WrongPath {
  readonly field: 'path' | 'pathType';
  readonly message: string;
  readonly found: string;
  readonly expected: string;
  readonly mend: string;
}

function wrongPath({ path, pathType }: IngressPath, prefix: string): WrongPath | undefined {
  if (!path.startsWith('/')) {
    const expected = 'a path that starts with /';
    return {
      field: 'path',
      message: 'the path is not absolute',
      found: path,
      expected,
      mend: `write /${path}`,
    };
  }
  if (path.startsWith(prefix)) {
    if (pathType !== 'ImplementationSpecific') {
      return {
        field: 'pathType',
        message: `pathType ${pathType} takes a regular expression letter by letter`,
        found: `${pathType}, with the path ${path}`,
        expected: 'ImplementationSpecific',
        mend: 'write pathType: ImplementationSpecific',
      };
    }
    return undefined;
  }
  if (!/[\\^$|*+()[\]{}]/.test(path)) return undefined;
  return {
    field: 'path',
    message: 'the path looks like a regular expression and is read letter by letter',
    found: path,
    expected: `a plain path, or ${prefix} before the regular expression`,
    mend: `write ${prefix}${path} with pathType ImplementationSpecific, or a path without these characters`,
  };
}
