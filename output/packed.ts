import type { ClusterFiles } from './publish-types';

/**
 * A cluster whose files are bytes outside of V8's heap, all in one piece: they are kept until every other cluster is compiled, and texts
 * would be copied and marked by each collection until then.
 */
export function packed({ files, ...cluster }: ClusterFiles): ClusterFiles {
  const texts = [...files].map(([path, content]) => [path, content.toString()] as const);
  const all = Buffer.allocUnsafeSlow(texts.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0));
  let end = 0;
  const bytesOf = (text: string) => {
    const start = end;
    end += all.write(text, start);
    return all.subarray(start, end);
  };
  return { ...cluster, files: new Map(texts.map(([path, text]) => [path, bytesOf(text)])) };
}
