import { createHash } from 'node:crypto';
import { describe, type Manifest } from '../../references/manifest';
import { oneLine } from '../../references/printable';
import { buildIndex } from '../../references/reference-index';
import { topologyOf } from '../topology';
import { type Graph, graphOf, partOf } from './graph';
import { layout } from './layout';
import { scriptJson, shownHtml } from './markup';
import { picture } from './picture';
import { tables } from './tables';

/** A cluster as the page shows it. */
export interface ShownCluster {
  readonly name: string;
  /** Each object, and its YAML. */
  readonly objects: readonly { readonly object: Manifest; readonly yaml: string }[];
}

/** The style and the script of the page, which are files beside this one. */
export interface PageParts {
  readonly style: string;
  readonly script: string;
}

/**
 * One HTML page that needs nothing else: for each cluster its picture, its tables and the YAML of its objects. The page's own
 * policy forbids it every connection, and every script but the one it was made with.
 */
export function htmlPage(clusters: readonly ShownCluster[], { style, script }: PageParts): string {
  const shown = clusters.map(({ name, objects }, position) => {
    const index = buildIndex(objects.map(({ object }) => object));
    const topology = topologyOf(index);
    const graph = graphOf(topology, index);
    const data = {
      objects: Object.fromEntries(objects.map(({ object, yaml }) => [describe(object), yaml])),
      nodes: Object.fromEntries(graph.nodes.map((node) => [oneLine(node.id), node.objects])),
    };
    return {
      name,
      data,
      section: section(name, position, graph, tables(topology)),
    };
  });
  const data = scriptJson(Object.fromEntries(shown.map((each) => [oneLine(each.name), each.data])));
  const policy = `default-src 'none'; style-src 'sha256-${sha(style)}'; script-src 'sha256-${sha(script)}'; base-uri 'none'; form-action 'none'`;
  const options = shown
    .map(({ name }) => `<option value="${shownHtml(name)}">${shownHtml(name)}</option>`)
    .join('');
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
    `<label>Cluster <select id="cluster">${options}</select></label>`,
    '<label class="grow">Search <input id="search" type="search" placeholder="name, kind or any text of the YAML" autocomplete="off"></label>',
    '<button id="theme" type="button">Theme: system</button>',
    '</header>',
    '<main>',
    '<div id="pictures">',
    ...shown.map((each) => each.section),
    '</div>',
    '<aside aria-label="Objects">',
    '<p id="count" role="status"></p>',
    '<ul id="objects"></ul>',
    '<section id="yaml" tabindex="-1" aria-label="YAML" hidden><h2></h2><pre tabindex="0"></pre></section>',
    '</aside>',
    '</main>',
    `<script id="data" type="application/json">${data}</script>`,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function section(name: string, position: number, graph: Graph, text: string): string {
  const legend = ['calls', 'may call', 'may leave to']
    .map((words, index) => `<li class="${['call', 'allowed', 'exit'][index]}">${words}</li>`)
    .join('');
  return [
    `<section class="cluster" data-cluster="${shownHtml(name)}" aria-label="${shownHtml(name)}" hidden>`,
    ...scrolling(`calls-${position}`, 'Calls', partOf(graph, 'calls')),
    `<ul class="legend" aria-hidden="true">${legend}</ul>`,
    ...scrolling(`secrets-${position}`, 'Secrets', partOf(graph, 'secrets')),
    `<details><summary>The same as tables</summary>\n${text}\n</details>`,
    '</section>',
  ].join('\n');
}

function scrolling(id: string, title: string, graph: Graph): readonly string[] {
  if (graph.nodes.length === 0) return [];
  return [
    `<h2>${title}</h2>`,
    `<div class="scroll" tabindex="0" role="region" aria-label="${title}, a picture that scrolls">`,
    picture(id, title, layout(graph)),
    '</div>',
  ];
}

function sha(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
