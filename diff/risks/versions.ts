import { dig, items, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import type { ObjectChange } from '../change';
import { listed, say } from '../sentence';
import { compareVersions, readVersion } from '../version';
import { eachChange, everyChange, named, placed, type RiskRule, type Said } from './risk';

const charts = ['helm.toolkit.fluxcd.io/HelmRelease', 'argoproj.io/Application'];

/** Rules about versions of charts, images and API objects. */
export const versionRules: readonly RiskRule[] = [
  {
    id: 'chart-major-moved',
    level: 'high',
    title: 'A chart moves to another major version, or to an older one',
    find: eachChange(charts, (change) => chartMoves(change, true)),
  },
  {
    id: 'chart-moved',
    level: 'low',
    title: 'A chart moves to a newer minor or patch version',
    find: eachChange(charts, (change) => chartMoves(change, false)),
  },
  {
    id: 'chart-values-changed',
    level: 'low',
    title: 'The values of a chart change: what they switch is known to the chart alone',
    find: eachChange(charts, (change) => {
      const values = change.fields.flatMap(({ path }) => {
        const at = path.findIndex((part) => part === 'values' || part === 'valuesObject');
        return at < 0 ? [] : [path.slice(at + 1).join('.')];
      });
      return values.length === 0
        ? []
        : [say`${named(change)}: values of its chart changed: ${listed(values)}`];
    }),
  },
  {
    id: 'image-downgraded',
    level: 'medium',
    title: 'An image moves to an older version, or to a tag that is no version',
    find: everyChange((change) => imageMoves(change, 'back')),
  },
  {
    id: 'image-source-changed',
    level: 'medium',
    title: 'An image comes from another repository',
    find: everyChange((change) => imageMoves(change, 'elsewhere')),
  },
  {
    id: 'image-moved',
    level: 'low',
    title: 'An image moves to a newer version',
    find: everyChange((change) => imageMoves(change, 'forth')),
  },
];

/** Chart and version, by chart. */
function chartsOf(object: Manifest | undefined): ReadonlyMap<string, string> {
  const sources = [
    [dig(object, 'spec', 'chart', 'spec', 'chart'), dig(object, 'spec', 'chart', 'spec', 'version')],
    ...[dig(object, 'spec', 'source'), ...items(dig(object, 'spec', 'sources'))].map((source) => [
      dig(source, 'chart'),
      dig(source, 'targetRevision'),
    ]),
  ];
  return new Map(
    sources.flatMap(([chart, version]): [string, string][] => {
      const name = text(chart);
      return name === undefined ? [] : [[name, text(version) ?? 'the newest']];
    }),
  );
}

function chartMoves(change: ObjectChange, grave: boolean): readonly Said[] {
  if (change.kind !== 'changed') return [];
  const old = chartsOf(change.before);
  return [...chartsOf(change.after)].flatMap(([chart, version]): Said[] => {
    const was = old.get(chart);
    if (was === undefined || was === version) return [];
    const from = readVersion(was);
    const to = readVersion(version);
    const older = from !== undefined && to !== undefined && compareVersions(to, from) < 0;
    const major = from === undefined || to === undefined || from.numbers[0] !== to.numbers[0];
    if ((older || major) !== grave) return [];
    const how = older ? ', an older version' : major ? ', another major version' : '';
    return [[...say`chart ${chart} of ${placed(change.id)}: ${was} -> ${version}`, how]];
  });
}

type Direction = 'back' | 'forth' | 'elsewhere';

function imageMoves(change: ObjectChange, wanted: Direction): readonly Said[] {
  return change.fields.flatMap(({ path, before, after }): Said[] => {
    const last = path.at(-1);
    const image = last === 'image' || (last === 'tag' && /image$/i.test(path.at(-2) ?? ''));
    const [was, now] = [text(before), text(after)];
    if (!image || was === undefined || now === undefined) return [];
    const [from, to] = last === 'tag' ? [split(`:${was}`), split(`:${now}`)] : [split(was), split(now)];
    if (direction(from, to) !== wanted) return [];
    const shown =
      from.source === to.source && to.source !== ''
        ? `${shortName(to.source)} ${from.tag} -> ${to.tag}`
        : `${was} -> ${now}`;
    if (from.source === to.source && from.tag === to.tag) {
      const digest =
        to.digest === ''
          ? 'is no longer held to a digest'
          : from.digest === ''
            ? 'is held to a digest'
            : 'has another digest';
      return [
        [
          ...say`${named(change)}: image ${shortName(to.tag === '' ? to.source : `${to.source}:${to.tag}`)}`,
          ` ${digest}`,
        ],
      ];
    }
    const how =
      wanted === 'back' ? ', not a newer version' : wanted === 'elsewhere' ? ', from elsewhere' : '';
    return [[...say`${named(change)}: image ${shown}`, how]];
  });
}

function direction(from: ReturnType<typeof split>, to: ReturnType<typeof split>): Direction {
  if (from.source !== to.source) return 'elsewhere';
  // Another digest of the same tag is the same version built anew.
  if (from.tag === to.tag) return to.digest === '' || to.tag === '' ? 'back' : 'forth';
  const [was, now] = [readVersion(from.tag), readVersion(to.tag)];
  return was !== undefined && now !== undefined && compareVersions(now, was) > 0 ? 'forth' : 'back';
}

/** Repository, tag and digest; what is not there is empty, and a tag that is not there is `latest` where there is no digest either. */
function split(image: string): { readonly source: string; readonly tag: string; readonly digest: string } {
  const [name = '', digest = ''] = image.split('@', 2);
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/')
    ? { source: name.slice(0, colon), tag: name.slice(colon + 1), digest }
    : { source: name, tag: digest === '' ? 'latest' : '', digest };
}

function shortName(source: string): string {
  return source.slice(source.lastIndexOf('/') + 1);
}
