import { dig, items, pointer, text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { nearest } from '../../../references/nearest';
import { projectExample } from '../../delivery/project-example';
import { waveAnnotation } from '../../delivery/wave';
import type { Draft } from '../../finding';
import type { SetRule } from '../../rule';

/** Source: Argo CD v3.5.1 docs/user-guide/sync-options.md. */
const options = [
  'ApplyOutOfSyncOnly',
  'ClientSideApplyMigration',
  'CreateNamespace',
  'Delete',
  'FailOnSharedResource',
  'Force',
  'Prune',
  'PruneLast',
  'PrunePropagationPolicy',
  'Replace',
  'RespectIgnoreDifferences',
  'ServerSideApply',
  'SkipDryRunOnMissingResource',
  'Validate',
];
const optionsAnnotation = 'argocd.argoproj.io/sync-options';

export const argoCdOption: SetRule = {
  id: 'delivery/argo-cd-option',
  severity: 'error',
  title: 'an option that Argo CD does not know, or a wave that is no number',
  why: 'Argo CD passes over what it cannot read, without a word: the objects are synced as if nothing were written.',
  source: 'Argo CD v3.5.1 docs/user-guide/sync-options.md, sync-waves.md',
  measured:
    "Argo CD v3.5.1's own reading of the options has ServerSideApply=true of the passing example, and not of the failing one, of which it says nothing. A wave that is no number (one, 1.5) it takes for 0.",
  *checkSet({ index }) {
    for (const object of index.objects) {
      const { annotations } = object.metadata;
      const wave = annotations?.[waveAnnotation];
      if (wave !== undefined && !/^[+-]?\d+$/.test(wave)) {
        yield {
          object,
          path: pointer('metadata', 'annotations', waveAnnotation),
          message: 'the sync wave is no whole number, and is taken for 0',
          found: wave,
          expected: 'a whole number, in quotes',
          mend: 'write the number of the wave',
        };
      }
      const own = annotations?.[optionsAnnotation];
      if (typeof own === 'string')
        yield* unknown(object, pointer('metadata', 'annotations', optionsAnnotation), own.split(','));
    }
    for (const application of index.ofKind('argoproj.io', 'Application')) {
      const list = items(dig(application, 'spec', 'syncPolicy', 'syncOptions'));
      yield* unknown(
        application,
        '/spec/syncPolicy/syncOptions',
        list.map((each) => text(each) ?? ''),
      );
    }
  },
  example: {
    engine: 'argo-cd',
    fails: withOption('ServerSideApplied=true'),
    passes: withOption('ServerSideApply=true'),
  },
};

function* unknown(object: Manifest, path: string, written: readonly string[]): Iterable<Draft> {
  for (const option of written.map((each) => each.trim())) {
    const name = option.split('=')[0] ?? '';
    if (option === '' || options.includes(name)) continue;
    const near = nearest(name, options);
    yield {
      object,
      path,
      message: `Argo CD has no sync option ${name}`,
      found: option,
      expected: `one of ${options.join(', ')}`,
      ...(near === undefined ? {} : { nearest: near }),
      mend: near === undefined ? 'remove it' : `write ${near}`,
    };
  }
}

function withOption(option: string): string {
  return `${projectExample('prod').trimEnd()}
  syncPolicy: {syncOptions: [${option}], retry: {limit: 20}}
`;
}
