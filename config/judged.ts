import type { z } from 'zod';
import { pathText, type SourceText } from './problem';
import { originPath, type TreeNode } from './yaml-tree';

/** A document in the two forms that its problems are told from, and what it is judged by. */
export interface Judged {
  readonly source: SourceText;
  readonly root: TreeNode;
  readonly value: unknown;
  readonly schema: z.core.$ZodType;
  /** Whether it was merged of several files, so that each part has a file and a path of its own. */
  readonly merged?: boolean;
}

/** A path as the file has it in which its value stands. */
export function shownPath(
  { root, merged = false }: Pick<Judged, 'root' | 'merged'>,
  path: readonly PropertyKey[],
): string {
  return pathText(merged ? originPath(root, path) : path);
}
