import * as fs from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

/**
 * The folder that `cdk8s.yaml` names as output. `cdk8s synth` deletes its output folder before the app starts, so it is
 * not `dist/` but a link to it, which the app makes again when it has published: deleting a link leaves what it leads to.
 */
export const CDK8S_LINK = '.cache/cdk8s-output';

/** Where to publish, and what `cdk8s synth` wants to find afterwards. */
export interface Destination {
  readonly out: string;
  /** A path to make a link to `out`. */
  readonly link: string | undefined;
  /** A file for all objects in one, instead of publishing: what `cdk8s synth --stdout` prints. */
  readonly single: string | undefined;
}

/**
 * Where the output goes. On its own, that is `out`. Under `cdk8s synth` the command's own output folder
 * (`CDK8S_OUTDIR`) counts: the link of `cdk8s.yaml`; a folder named with `--output`; or, for `--stdout`, an empty folder
 * whose YAML files are printed at once and without a separator, so one file goes there.
 *
 * @param root the folder that the link of `cdk8s.yaml` is below
 */
export function destination(out: string, root: string, cdk8sOutput: string | undefined): Destination {
  const direct = { out, link: undefined, single: undefined };
  if (cdk8sOutput === undefined || cdk8sOutput === '') return direct;
  if (resolve(cdk8sOutput) === resolve(root, CDK8S_LINK)) return { ...direct, link: cdk8sOutput };
  if (fs.existsSync(cdk8sOutput)) return { ...direct, single: join(cdk8sOutput, 'objects.yaml') };
  return { ...direct, out: cdk8sOutput };
}

/** Makes `link` a symbolic link to the folder `out`, whatever stood there before. */
export function makeLink(link: string, out: string): void {
  const target = relative(fs.realpathSync(makeFolder(dirname(link))), fs.realpathSync(out));
  if (fs.lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() && fs.readlinkSync(link) === target)
    return;
  // A link of another name first, so that there is never a moment in which a second run finds half of it.
  const fresh = join(dirname(link), `${basename(link)}.${process.pid}`);
  fs.rmSync(fresh, { force: true });
  fs.symlinkSync(target, fresh, 'dir');
  if (fs.lstatSync(link, { throwIfNoEntry: false })?.isDirectory()) fs.rmSync(link, { recursive: true });
  fs.renameSync(fresh, link);
}

function makeFolder(folder: string): string {
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}
