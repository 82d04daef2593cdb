import { credentialsInObject } from '../credentials/in-object';
import { locate, type Problem, pathText, type SourceText } from './problem';
import { placeOf, plainValue, type TreeNode } from './yaml-tree';

/** By the root of its document: the application files of many clusters are looked through once. */
const known = new WeakMap<TreeNode, readonly Problem[]>();

/** Credentials that stand in a cluster file itself, where only the names of secrets belong: an error before anything is built. */
export function credentialProblems(source: SourceText, root: TreeNode): readonly Problem[] {
  const problems = known.get(root) ?? problemsOf(source, root);
  known.set(root, problems);
  return problems;
}

function problemsOf(source: SourceText, root: TreeNode): readonly Problem[] {
  const said = new Set<string>();
  return credentialsInObject(plainValue(root)).flatMap(({ at, what }) => {
    const path = pathText(at);
    if (said.has(path)) return [];
    said.add(path);
    const finding = {
      path,
      message: 'a credential',
      found: what,
      expected:
        'the name of a secret in AWS Secrets Manager, or a reference to a Secret that External Secrets makes',
      mend: 'store the value in AWS Secrets Manager and refer to it; then change the value, for it was written down',
      hidden: true,
    };
    return [locate(source, placeOf(root, at).span, finding)];
  });
}
