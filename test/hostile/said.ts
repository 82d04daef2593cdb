import { githubReport } from '../../commands/check/github-report';
import { jsonReport } from '../../commands/check/json-report';
import { judge } from '../../commands/check/judge';
import { type CheckReport, textReport } from '../../commands/check/report';
import { sarifReport } from '../../commands/check/sarif-report';
import { objectsOf, type ReadObject } from '../../commands/manifests/objects';
import { objectsOf as outputObjects } from '../../commands/output-objects';
import { UnreadableOutput } from '../../commands/output-texts';
import { type Problem, sourceText } from '../../config/problem';
import { diffClusters } from '../../diff/diff';
import { jsonReport as diffJson } from '../../diff/report/json';
import { markdownReport } from '../../diff/report/markdown';
import { textReport as diffText } from '../../diff/report/text';
import type { Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';
import { htmlPage } from '../../topology/html/html-page';
import { topologyPage } from '../../topology/page';
import { serviceMap } from '../../topology/service-map';
import { topologyOf } from '../../topology/topology';

/** What `check` says of a text, in every format. */
export function checked(
  text: string,
  file = 'a.yaml',
): Readonly<Record<'text' | 'json' | 'sarif' | 'github', string>> {
  const objects: ReadObject[] = [];
  const problems: Problem[] = [];
  for (const each of objectsOf(sourceText(file, text), { lenient: false })) {
    if ('severity' in each) problems.push(each);
    else objects.push(each);
  }
  const report: CheckReport = { ...judge([{ objects, given: [] }]), files: 1, problems, notices: [] };
  return {
    text: textReport(report, false),
    json: jsonReport(report),
    sarif: sarifReport(report),
    github: githubReport(report),
  };
}

/** What `diff` says of two texts, in every format; undefined where one is refused in words. */
export function compared(
  before: string,
  after: string,
): Readonly<Record<'text' | 'json' | 'markdown', string>> | undefined {
  const old = readOutput(before);
  const now = readOutput(after);
  if (old === undefined || now === undefined) return undefined;
  const difference = diffClusters(new Map([['a', old]]), new Map([['a', now]]));
  return {
    text: diffText(difference, { colour: false, all: true }),
    json: diffJson(difference),
    markdown: markdownReport(difference),
  };
}

/** The pictures of a text's objects; undefined where it is refused in words. */
export function pictured(text: string): Readonly<Record<'markdown' | 'html', string>> | undefined {
  const objects = readOutput(text);
  if (objects === undefined) return undefined;
  const shown = objects.map((object) => ({ object, yaml: '' }));
  const index = buildIndex(objects);
  const topology = topologyOf(index);
  return {
    markdown: topologyPage('a', topology, serviceMap(topology, index)),
    html: htmlPage([{ name: 'a', objects: shown }], { style: '', scripts: [''] }),
  };
}

function readOutput(text: string): readonly Manifest[] | undefined {
  try {
    return outputObjects(new Map([['a.yaml', text]]), 'dist/a');
  } catch (error) {
    if (error instanceof UnreadableOutput) return undefined;
    throw error;
  }
}
