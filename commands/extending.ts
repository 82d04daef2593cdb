import { projectHere } from './project';

/** Whether the repository of the working folder names extensions, and they are wanted: a question that loads no chart. */
export function asksForExtensions(isWanted: boolean): boolean {
  if (!isWanted) return false;
  const project = projectHere();
  return !('problems' in project) && project.extensions.length > 0;
}
