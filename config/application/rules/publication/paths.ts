import { RE2JS } from '@bufbuild/re2';
import type { RouteConfig } from '../../publish/routes';
import type { ApplicationFinding } from '../../running';

/** What is wrong with the paths of a route, and with the path that they become. */
export function pathFindings(name: string, route: RouteConfig): readonly ApplicationFinding[] {
  const at = ['publish', 'routes', name];
  const { paths = {}, matches = [], filters } = route;
  const { replaceFullPath, replacePrefixMatch } = filters.urlRewrite ?? {};
  const rewrite = [...at, 'filters', 'urlRewrite'];
  return [
    ...Object.keys(paths).flatMap((path) => plain([...at, 'paths', path], path, true)),
    ...matches.flatMap(({ path, headers }, index): readonly ApplicationFinding[] => [
      ...(path === undefined
        ? []
        : path.type === 'RegularExpression'
          ? expression([...at, 'matches', index, 'path', 'value'], path.value)
          : plain([...at, 'matches', index, 'path', 'value'], path.value, false)),
      ...Object.entries(headers).flatMap(([header, { type, value }]) =>
        type === 'RegularExpression'
          ? expression([...at, 'matches', index, 'headers', header, 'value'], value)
          : [],
      ),
    ]),
    ...(replaceFullPath !== undefined && replacePrefixMatch !== undefined
      ? [
          {
            path: [...rewrite, 'replaceFullPath'],
            message: 'two rewrites of one path',
            expected: 'replacePrefixMatch or replaceFullPath',
            mend: 'remove one of the two',
          },
        ]
      : []),
    ...(replacePrefixMatch !== undefined &&
    matches.some(({ path }) => (path?.type ?? 'PathPrefix') !== 'PathPrefix')
      ? [
          {
            path: [...rewrite, 'replacePrefixMatch'],
            message: 'a prefix of a match that has none',
            expected: 'matches of type PathPrefix alone',
            mend: 'give the other matches a route of their own, or use replaceFullPath',
          },
        ]
      : []),
  ];
}

/**
 * What Kubernetes refuses in a path that is no expression (`//`, `/./`, `/../`), and what Kong never meets, since it
 * compares paths after normalisation: an encoded character, a query, a text beyond ASCII.
 */
function plain(path: readonly PropertyKey[], value: string, atKey: boolean): readonly ApplicationFinding[] {
  const wrong = /\/\/|\/\.\.?(\/|$)|[^!-~]|[?#%]/.exec(value);
  return wrong === null
    ? []
    : [
        {
          path,
          ...(atKey ? { atKey } : {}),
          message: 'a path that no call has',
          found: value,
          expected: 'a path without //, /./, /../, %, ?, # and what is not ASCII',
          mend: `write it without ${wrong[0]}`,
        },
      ];
}

/** Kong's router has expressions without look-around and back references, as RE2 has. */
function expression(path: readonly PropertyKey[], value: string): readonly ApplicationFinding[] {
  try {
    RE2JS.compile(value);
    return [];
  } catch {
    return [
      {
        path,
        message: 'not a regular expression',
        expected: "an expression as Kong's router has it: no look-around, no back reference",
        mend: 'correct it',
      },
    ];
  }
}
