import { pointer } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { exampleIngress, kongGiven } from '../../kong/example';
import { classOf, ingressPaths, isKongIngress } from '../../kong/ingress';
import type { SetRule } from '../../rule';

export const duplicateRoute: SetRule = {
  id: 'kong/duplicate-route',
  severity: 'error',
  title: 'two paths of Ingresses claim the same calls',
  why: 'Kong gives both a route and sends the calls to whichever it made first, which is not the same after every restart.',
  source: 'Kong/kong kong/router; Kong/kubernetes-ingress-controller v3.5.13 internal/dataplane/translator',
  *checkSet({ index }) {
    const seen = new Map<string, { readonly object: Manifest; readonly path: string }>();
    for (const object of index.ofKind('networking.k8s.io', 'Ingress')) {
      if (!isKongIngress(object, index)) continue;
      const match = matchOf(object);
      for (const { host, path, pathType, at } of ingressPaths(object)) {
        const key = `${classOf(object) ?? ''}\n${host}\n${normal(path, pathType)}\n${match}`;
        const place = pointer(...at, 'path');
        const first = seen.get(key);
        if (first === undefined) {
          seen.set(key, { object, path: place });
          continue;
        }
        const named = `${first.object.metadata.namespace}/${first.object.metadata.name}`;
        yield {
          object,
          path: place,
          message: `${host === '' ? 'every host' : host} ${path} is claimed twice`,
          found: `${path}, which Ingress ${named} claims at ${first.path}`,
          expected:
            'one path for each host, or annotations that tell the two apart (konghq.com/methods, konghq.com/headers.*)',
          mend: 'remove one of the two',
        };
      }
    }
  },
  example: {
    given: kongGiven,
    fails: `${exampleIngress('', 'one')}---${exampleIngress('', 'two')}`,
    passes: `${exampleIngress('', 'one')}---${exampleIngress('', 'two', '/dj/metal')}`,
  },
};

/** Kong reads /a and /a/ as the same prefix. */
function normal(path: string, pathType: string): string {
  return `${pathType} ${pathType === 'Prefix' ? path.replace(/(?<!\/)\/+$/, '') : path}`;
}

/** What besides host and path a call has to match. */
function matchOf(object: Manifest): string {
  return Object.entries(object.metadata.annotations ?? {})
    .filter(([key]) => /^konghq\.com\/(methods|headers\.|snis|host-aliases|regex-priority)/.test(key))
    .map(([key, value]) => `${key}=${value}`)
    .toSorted()
    .join('\n');
}
