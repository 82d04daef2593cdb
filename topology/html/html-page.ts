import { createHash } from 'node:crypto';
import { describe, type Manifest } from '../../references/manifest';
import { oneLine } from '../../references/printable';
import { fleetOf } from '../fleet';
import { fleetTable } from './fleet-table';
import { scriptJson, shownHtml } from './markup';
import { type ClusterPictures, differingPictures, picturesOf, readingOf } from './picture-data';
import { tables } from './tables';

/** A risk of a change, as the comparison says it. */
export interface ShownRisk {
  readonly level: string;
  readonly text: string;
  /** The object that it is about, as `describe` names it; absent for a risk of the whole cluster. */
  readonly object?: string;
}

/** An object, and its YAML. */
export interface ShownObject {
  readonly object: Manifest;
  readonly yaml: string;
}

/** A cluster as the page shows it. */
export interface ShownCluster {
  readonly name: string;
  readonly objects: readonly ShownObject[];
  /** What it is compared with; absent where one revision is shown. */
  readonly change?: {
    readonly before: readonly ShownObject[];
    /** Names of the objects that differ, as `describe` gives them. */
    readonly changed: ReadonlySet<string>;
    readonly risks: readonly ShownRisk[];
  };
}

/** The style and the scripts of the page, which are files: the layout engine, and the page's own. */
export interface PageParts {
  readonly style: string;
  readonly scripts: readonly string[];
}

/**
 * One HTML page that needs nothing else: the fleet's table, and for each cluster its pictures, its tables and the YAML of its objects.
 * The page's own policy forbids it every connection, and every script but those it was made with.
 */
export function htmlPage(clusters: readonly ShownCluster[], { style, scripts }: PageParts): string {
  const read = clusters.map((cluster) => ({
    ...cluster,
    ...readingOf(cluster.objects.map(({ object }) => object)),
  }));
  const compared = clusters.some(({ change }) => change !== undefined);
  const data = scriptJson(
    Object.fromEntries(
      read.map((cluster) => {
        const now = new Set(cluster.objects.map(({ object }) => describe(object)));
        const gone = (cluster.change?.before ?? []).filter(({ object }) => !now.has(describe(object)));
        const objects = Object.fromEntries(
          [...cluster.objects, ...gone].map(({ object, yaml }) => [describe(object), yaml]),
        );
        const change =
          cluster.change === undefined
            ? {}
            : {
                risks: cluster.change.risks,
                changed: [...cluster.change.changed],
                removed: gone.map(({ object }) => describe(object)),
              };
        return [oneLine(cluster.name), { objects, ...pictures(cluster), ...change }];
      }),
    ),
  );
  const names = clusters.map(({ name }) => name);
  const hashes = scripts.map((script) => `'sha256-${sha(script)}'`).join(' ');
  const policy = `default-src 'none'; style-src 'sha256-${sha(style)}'; script-src ${hashes}; base-uri 'none'; form-action 'none'`;
  const option = (value: string, shown: string) =>
    `<option value="${shownHtml(value)}">${shownHtml(shown)}</option>`;
  const fleet = names.length > 1 ? [option('', 'the fleet')] : [];
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<title>Topology</title>',
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<header>',
    '<h1>Topology</h1>',
    `<label>Cluster <select id="cluster">${[...fleet, ...names.map((name) => option(name, name))].join('')}</select></label>`,
    '<label class="grow">Search <input id="search" type="search" placeholder="name, kind or any text of the YAML; Enter goes to the next" autocomplete="off"></label>',
    '<button id="theme" type="button">Theme: system</button>',
    '</header>',
    '<main>',
    '<div id="shown">',
    `<section id="fleet" aria-label="The fleet" hidden>${names.length > 1 ? fleetTable(names, fleetOf(read)) : ''}</section>`,
    '<div id="pictures">',
    ...stage(
      'calls',
      'Calls',
      [...callsLegend, ...(compared ? changeLegend : [])],
      '<button id="unfold" type="button">Fold all</button>',
    ),
    ...stage('secrets', 'Secrets', [], ''),
    ...read.map(({ name, topology }) => section(name, tables(topology))),
    '</div>',
    '</div>',
    '<aside aria-label="Objects">',
    '<section id="about" aria-label="The chosen box" aria-live="polite" hidden></section>',
    '<p id="count" role="status"></p>',
    '<ul id="objects"></ul>',
    '<section id="yaml" tabindex="-1" aria-label="YAML" hidden><h2></h2><pre tabindex="0"></pre></section>',
    '</aside>',
    '</main>',
    `<script id="data" type="application/json">${data}</script>`,
    ...scripts.map((script) => `<script>${script}</script>`),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function pictures(cluster: ReturnType<typeof readingOf> & Pick<ShownCluster, 'change'>): ClusterPictures {
  const after = picturesOf(cluster);
  if (cluster.change === undefined) return after;
  const { before, changed } = cluster.change;
  return differingPictures(picturesOf(readingOf(before.map(({ object }) => object))), after, changed);
}

const callsLegend = [
  ['routed', 'routed'],
  ['permitted', 'may call'],
  ['leaves', 'leaves the mesh'],
] as const;

const changeLegend = (['added', 'removed', 'changed'] as const).map((state) => [state, state] as const);

function stage(
  id: string,
  title: string,
  legend: readonly (readonly [string, string])[],
  control: string,
): readonly string[] {
  const zoom = [
    ['1.25', '+', 'closer'],
    ['0.8', '−', 'farther'],
    ['fit', 'Fit', 'all of it'],
  ].map(
    ([value, sign, words]) =>
      `<button type="button" data-stage="${id}" data-zoom="${value}" aria-label="${title}: ${words}">${sign}</button>`,
  );
  const lines = legend.map(([kind, words]) => `<li class="${kind}">${words}</li>`).join('');
  return [
    `<section id="${id}-part" class="part" aria-label="${title}">`,
    `<div class="bar"><h2>${title}</h2>${lines === '' ? '' : `<ul class="legend">${lines}</ul>`}${control}${zoom.join('')}</div>`,
    `<svg id="${id}" class="picture" tabindex="0" role="group" aria-label="${title}; arrow keys follow the arrows, plus and minus scale"></svg>`,
    '</section>',
  ];
}

function section(name: string, text: string): string {
  return [
    `<section class="cluster" data-cluster="${shownHtml(name)}" aria-label="${shownHtml(name)}" hidden>`,
    `<details><summary>The same as tables</summary>\n${text}\n</details>`,
    '</section>',
  ].join('\n');
}

function sha(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
