import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { locate, type Problem, sourceText } from '../../config/problem';
import { grouped } from '../grouped';
import type { LeftOut } from './file-objects';

const words: Readonly<Record<LeftOut, readonly [one: string, many: string]>> = {
  chart: ['file of a Helm chart', 'files of Helm charts'],
  'no-kubernetes': ['file without Kubernetes objects', 'files without Kubernetes objects'],
  template: ['template', 'templates'],
  tool: ['file for other tools', 'files for other tools'],
};

/** The files of a folder that hold nothing to judge: all are said in one line. */
export class LeftOutFiles {
  private readonly files = new Map<LeftOut, string[]>();
  private readonly charts = new Map<string, boolean>();

  constructor(private readonly folder: string) {}

  get counted(): number {
    return [...this.files].reduce((sum, [why, files]) => (why === 'chart' ? sum : sum + files.length), 0);
  }

  add(path: string, why: LeftOut): void {
    const known = this.files.get(why) ?? [];
    this.files.set(why, known);
    known.push(path);
  }

  /** Whether a file belongs to a Helm chart: only what Helm renders of it are objects. */
  isOfChart(path: string): boolean {
    const inChart = this.isChart(dirname(path));
    if (inChart) this.add(path, 'chart');
    return inChart;
  }

  private isChart(folder: string): boolean {
    const before = this.charts.get(folder);
    if (before !== undefined) return before;
    const above = folder !== this.folder && folder.startsWith(this.folder) && this.isChart(dirname(folder));
    const found = above || existsSync(join(folder, 'Chart.yaml'));
    this.charts.set(folder, found);
    return found;
  }

  /** One line of counts, or nothing where nothing was left out. */
  notices(): readonly Problem[] {
    const counts = [...this.files].map(([why, files]) => {
      const [one, many] = words[why];
      return files.length === 1 ? `1 ${one}` : `${grouped(files.length)} ${many}`;
    });
    if (counts.length === 0) return [];
    const examples = [...this.files.values()].flatMap(([first]) => (first === undefined ? [] : [first]));
    const some = examples.map((path) => relative(this.folder, path) || path).join(', ');
    return [
      notice(this.folder, {
        message: `left out: ${counts.join(', ')}`,
        found: `among them ${some}`,
        expected: 'YAML or JSON with Kubernetes objects',
        mend: 'check what is rendered of charts and templates: `helm template ... | meshwright check -`',
      }),
    ];
  }
}

/** Says which kustomizations were not built, and what that means. */
export function followedNotice(folder: string, followed: ReadonlyMap<string, string>): Problem {
  const reasons = [...new Set(followed.values())];
  const count = followed.size === 1 ? '1 kustomization' : `${followed.size} kustomizations`;
  const some = [...followed.keys()].slice(0, 3).map((path) => relative(folder, path) || '.');
  return notice(folder, {
    message: `${count} followed and not built: patches are not applied`,
    found: `${some.join(', ')}${followed.size > some.length ? ', ...' : ''}: ${reasons.join('; ')}`,
    expected: 'kustomize or kubectl on PATH, and no remote bases, plugins or charts',
    mend: 'check what is built elsewhere: `kustomize build . | meshwright check -`',
  });
}

function notice(folder: string, text: Pick<Problem, 'message' | 'found' | 'expected' | 'mend'>): Problem {
  return locate(sourceText(folder, ''), { start: 0, end: 0 }, { ...text, path: '', severity: 'notice' });
}
