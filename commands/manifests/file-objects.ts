import type { Problem, SourceText } from '../../config/problem';
import { objectsOf, type ReadObject } from './objects';
import { readText } from './read-files';

/** Why a file of a folder holds nothing to judge. */
export type LeftOut = 'chart' | 'no-kubernetes' | 'template' | 'tool';

/** What is in a file. */
export interface FileContent {
  readonly objects: readonly ReadObject[];
  /** What could not be read. */
  readonly problems: readonly Problem[];
  /** What was passed over in a file that has objects besides. */
  readonly notices: readonly Problem[];
  readonly leftOut?: LeftOut;
}

/** Text in which some line begins as an object of Kubernetes does. */
const kubernetes = /^[ \t{"'-]*apiVersion["']?[ \t]*:/m;
/** Text in which a value, or a whole line, is an expression of a template: not in quotes, and not inside a text block. */
const template =
  /^[ \t-]*\{[{%]|^[ \t]*(?:- )?[\w./-]+:[ \t]+\{\{|^[ \t]*(?:- )?[\w./-]+:[ \t]+[^"'\s#|>][^"'\n]*\{\{/m;

/** The files of a folder: each is read once, however many sets it belongs to. */
export class FileObjects {
  private readonly known = new Map<string, FileContent>();
  private readonly texts = new Map<string, SourceText>();

  /** @param progress called with the number of objects of each file that is read */
  constructor(private readonly progress: (objects: number) => void = () => {}) {}

  /** How many files were looked at. */
  get files(): number {
    return this.known.size;
  }

  /** What is in a file, where anything that is no object of Kubernetes may lie beside. */
  of(path: string): FileContent {
    const before = this.known.get(path);
    if (before !== undefined) return before;
    const content = this.read(path);
    this.known.set(path, content);
    this.progress(content.objects.length);
    return content;
  }

  /** The text of a file; undefined where it cannot be read. */
  textOf(path: string): SourceText | undefined {
    const before = this.texts.get(path);
    if (before !== undefined) return before;
    const text = readText(path);
    if ('severity' in text) return undefined;
    this.texts.set(path, text);
    return text;
  }

  private read(path: string): FileContent {
    const text = readText(path);
    if ('severity' in text) return { objects: [], problems: [text], notices: [] };
    this.texts.set(path, text);
    const nothing = { objects: [], problems: [], notices: [] };
    // Values of charts, settings of other tools and shell scripts are not even parsed.
    if (!kubernetes.test(text.text)) return { ...nothing, leftOut: 'no-kubernetes' };
    const objects: ReadObject[] = [];
    const problems: Problem[] = [];
    const notices: Problem[] = [];
    for (const found of objectsOf(text, { lenient: true })) {
      if (!('severity' in found)) objects.push(found);
      else if (found.severity === 'error') problems.push(found);
      else notices.push(found);
    }
    if (problems.length > 0 && template.test(text.text)) return { ...nothing, leftOut: 'template' };
    if (objects.length === 0 && problems.length === 0) return { ...nothing, leftOut: 'tool' };
    return { objects, problems, notices };
  }
}
