import type { Problem } from '../../config/problem';
import type { InputSet } from './inputs';
import { objectsOf, type ReadObject, type ReadOptions } from './objects';
import type { readText } from './read-files';

/** What one part of all that was named holds: a folder, a file or standard input. */
export interface ReadPart {
  readonly sets: readonly InputSet[];
  readonly files: number;
  /** What could not be read. */
  readonly problems: readonly Problem[];
  /** What was left out, and why. */
  readonly notices: readonly Problem[];
}

/** Texts that are read one after the other. */
export class TextPart {
  private readonly problems: Problem[] = [];
  private readonly notices: Problem[] = [];
  private files = 0;

  /**
   * @param count called with the number of objects that were read since
   * @param objects gets them
   */
  constructor(
    private readonly count: (objects: number) => void,
    private readonly objects: ReadObject[],
  ) {}

  /** @param text what could be read of a file, or why nothing could */
  add(text: ReturnType<typeof readText>, options: ReadOptions): void {
    if ('severity' in text) {
      this.problems.push(text);
      return;
    }
    this.files++;
    for (const object of objectsOf(text, options)) {
      if ('severity' in object) (object.severity === 'error' ? this.problems : this.notices).push(object);
      else {
        this.objects.push(object);
        this.count(1);
      }
    }
  }

  of(sets: readonly InputSet[]): ReadPart {
    const { files, problems, notices } = this;
    return { sets, files, problems, notices };
  }
}
