import { dig, items, pointer, text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import type { Draft } from '../../finding';
import type { ObjectRule } from '../../rule';

export const sourceType: ObjectRule = {
  id: 'delivery/source-type',
  severity: 'error',
  title: 'a source says another type than its URL is of',
  why: 'The engine speaks the wrong protocol to it: "scheme oci not supported", "not a valid chart repository". Nothing that comes from there is delivered.',
  source:
    'Flux v2.9.4 source-controller docs/spec/v1 helmrepositories.md; Argo CD v3.5.1 docs/user-guide/helm.md, oci.md',
  measured:
    'Helm v3.22, whose library both engines read repositories with, says of the failing example\'s URL where it is to be a repository: looks like "oci://registry.example.com/charts" is not a valid chart repository or cannot be reached.',
  kinds: ['source.toolkit.fluxcd.io/HelmRepository', 'argoproj.io/Application'],
  *checkObject(object) {
    if (object.kind === 'Application') return yield* applicationSources(object);
    const url = text(dig(object, 'spec', 'url')) ?? '';
    const scheme = /^([a-z]+):\/\//.exec(url)?.[1] ?? '';
    const type = text(dig(object, 'spec', 'type')) ?? 'default';
    if (object.kind === 'HelmRepository' && (scheme === 'oci') !== (type === 'oci')) {
      const isOci = scheme === 'oci';
      yield {
        object,
        path:
          isOci && type === 'default' && dig(object, 'spec', 'type') === undefined
            ? '/spec/url'
            : '/spec/type',
        message: isOci
          ? `${url} is an OCI registry, and the HelmRepository is not of type oci`
          : `${url} is no OCI registry, and the HelmRepository is of type oci`,
        found: `${url}, type ${type}`,
        expected: isOci ? 'type: oci' : 'an oci:// URL, or no type',
        mend: isOci ? 'add spec.type: oci' : 'remove spec.type, or write the oci:// URL',
      };
    }
  },
  example: {
    given: ['Namespace system'],
    engine: 'flux',
    fails: example(''),
    passes: example(', type: oci'),
  },
};

function* applicationSources(object: Manifest): Iterable<Draft> {
  const single = dig(object, 'spec', 'source');
  const sources = [
    ...(single === undefined
      ? []
      : [{ source: single, at: ['spec', 'source'] as readonly (string | number)[] }]),
    ...items(dig(object, 'spec', 'sources')).map((source, i) => ({ source, at: ['spec', 'sources', i] })),
  ];
  for (const { source, at } of sources) {
    const url = text(dig(source, 'repoURL')) ?? '';
    const chart = text(dig(source, 'chart'));
    const draft = (message: string, expected: string, mend: string): Draft => ({
      object,
      severity: 'warning',
      path: pointer(...at, 'repoURL'),
      message,
      found: url,
      expected,
      mend,
    });
    if (chart !== undefined && (/^git@|^ssh:\/\//.test(url) || /\.git$/.test(url)))
      yield draft(
        `chart ${chart} is asked of a Git repository`,
        'a chart repository, or path',
        'write path instead of chart, or the URL of the chart repository',
      );
    if (chart !== undefined && url.startsWith('oci://'))
      yield draft(
        `chart ${chart} is in a registry, whose URL has no scheme beside chart`,
        url.slice('oci://'.length),
        `write ${url.slice('oci://'.length)}`,
      );
  }
}

function example(more: string): string {
  return `
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: {name: charts, namespace: system}
spec: {interval: 1h, url: "oci://registry.example.com/charts"${more}}
`;
}
