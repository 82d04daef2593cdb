import { isHeaderName } from '../../../kong-plugins/forms';
import { parseHost } from '../../../kong-plugins/host-names';
import { dig, items, pointer, text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import type { Draft } from '../../finding';
import { annotationPath } from '../../kong/annotation';
import { exampleIngress, kongGiven } from '../../kong/example';
import { type IngressPath, ingressPaths, isKongIngress } from '../../kong/ingress';
import type { ObjectRule } from '../../rule';

const headers = 'konghq.com/headers.';

export const kongRouteMatch: ObjectRule = {
  id: 'kong/route-match',
  severity: 'error',
  title: 'an Ingress matches by a path, a host or a header that the gateway does not take',
  why: 'The API server or the webhook, which asks the gateway, refuses the Ingress; without the webhook the gateway refuses the whole configuration.',
  source:
    'Kong/kong 3.9.1 kong/db/schema/typedefs.lua (router_paths, headers), kong/tools/uri.lua (normalize); kubernetes pkg/apis/networking/validation (hosts)',
  kinds: ['networking.k8s.io/Ingress'],
  *checkObject(object, { index }) {
    if (!isKongIngress(object, index)) return;
    const prefix = text(object.metadata.annotations?.['konghq.com/regex-prefix']) ?? '/~';
    for (const entry of ingressPaths(object)) yield* path(object, entry, prefix);
    for (const [position, rule] of items(dig(object, 'spec', 'rules')).entries()) {
      yield* host(object, text(dig(rule, 'host')) ?? '', pointer('spec', 'rules', position, 'host'));
    }
    for (const [key, value] of Object.entries(object.metadata.annotations ?? {})) {
      const name = key.slice(headers.length);
      if (!key.startsWith(headers) || name === '' || value === '') continue;
      if (isHeaderName(name) && name.toLowerCase() !== 'host') continue;
      const expected = 'the name of a header other than Host: letters, digits, - and _';
      const mend = name.toLowerCase() === 'host' ? 'name the host in spec.rules' : `give ${expected}`;
      yield {
        object,
        path: annotationPath(key),
        message: `no route matches by ${name}`,
        found: name,
        expected,
        mend,
      };
    }
  },
  example: {
    given: kongGiven,
    fails: exampleIngress('', 'djingress', '/dj/%7Ejazz'),
    passes: exampleIngress('', 'djingress', '/dj/~jazz'),
  },
};

function* path(object: Manifest, { path, pathType, at }: IngressPath, prefix: string): Iterable<Draft> {
  if (path.startsWith(prefix) && pathType === 'ImplementationSpecific') {
    if (isExpression(path.slice(prefix.length))) return;
    const expected = `a regular expression after ${prefix}`;
    const mend = 'close its brackets, and escape what is meant letter by letter';
    const message = 'the path is no valid regular expression';
    yield { object, path: pointer(...at, 'path'), message, found: path, expected, mend };
    return;
  }
  // An exact path becomes a regular expression, which is not looked into.
  if (pathType === 'Exact' || path.startsWith(prefix)) return;
  const normal = normalized(path);
  if (normal === path) return;
  const wrong = normal === undefined ? 'has a % without two hexadecimal digits' : 'is not in its normal form';
  yield {
    object,
    path: pointer(...at, 'path'),
    message: `the path ${wrong}`,
    found: path,
    expected: normal ?? 'each % before two hexadecimal digits',
    mend: normal === undefined ? 'write %25 for a %' : `write ${normal}`,
  };
}

const reserved = "!*'();:@&=+$,/?%#[]";

/** The path as the gateway writes it (slashes aside): undefined where it cannot be read. */
function normalized(path: string): string | undefined {
  if (/%(?![0-9A-Fa-f]{2})/.test(path)) return undefined;
  const decoded = path.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => {
    const bytes = (run.match(/%../g) ?? []).map((one) => {
      const letter = String.fromCharCode(Number.parseInt(one.slice(1), 16));
      return reserved.includes(letter) ? one.toUpperCase() : letter;
    });
    return Buffer.from(bytes.join(''), 'latin1').toString();
  });
  if (!/\/\.{1,2}(\/|$)/.test(decoded)) return decoded;
  const kept: string[] = [];
  const parts = decoded.split('/').slice(1);
  for (const [index, part] of parts.entries()) {
    if (part === '..') kept.pop();
    if (part !== '.' && part !== '..') kept.push(part);
    else if (index === parts.length - 1) kept.push('');
  }
  return `/${kept.join('/')}`;
}

function* host(object: Manifest, host: string, path: string): Iterable<Draft> {
  if (host === '*') {
    const mend = 'leave host out, which matches every host';
    yield { object, path, message: 'no host', found: host, expected: 'a host, or *. before one', mend };
  } else if (parseHost(host)?.port !== undefined) {
    const mend = `write ${host.replace(/:\d*$/, '')}`;
    yield {
      object,
      path,
      message: 'a host of an Ingress has no port',
      found: host,
      expected: 'a host name',
      mend,
    };
  }
}

/** Rust and PCRE read more than JavaScript does, so named groups and flags in Rust's form are left alone. */
function isExpression(text: string): boolean {
  if (/\(\?[PiLmsux<]/.test(text)) return true;
  return ['v', ''].some((flags) => {
    try {
      new RegExp(text, flags);
      return true;
    } catch {
      return false;
    }
  });
}
