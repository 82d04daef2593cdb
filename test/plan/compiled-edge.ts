import { parseClusters } from '../../config/parse';
import { compile } from '../../main';
import type { Manifest } from '../../references/manifest';
import { edge } from '../config/bad-files';
import { manifests } from '../fixtures/load';
import type { Folders } from './simulator/flux';

/** A gateway and nothing else, from its file to what is written of it and said about it. */
export class CompiledEdge {
  /** What is said as an error or a finding: its titles. */
  readonly said: readonly string[];
  private readonly files: ReadonlyMap<string, string>;

  /** @throws Error when the changed file is not valid */
  constructor(change: (text: string) => string = (text) => text) {
    const parsed = parseClusters([{ name: 'clusters/edge.yaml', text: change(edge) }], []);
    const config = 'clusters' in parsed ? parsed.clusters[0] : undefined;
    if (config === undefined) throw new Error(JSON.stringify(parsed));
    const { files, diagnostics } = compile(config);
    this.files = files;
    this.said = diagnostics.map(({ title }) => title);
  }

  /** The objects of a file, read back. */
  in(path: string): readonly Manifest[] {
    return manifests(this.files.get(path) ?? '');
  }

  /** The objects of the stages by folder, as a delivery engine reads the repository. */
  get folders(): Folders {
    const folders = new Map<string, Manifest[]>();
    for (const path of this.files.keys()) {
      if (!/^\d\d-.*\.yaml$/.test(path)) continue;
      const folder = `dist/edge/${path.slice(0, path.lastIndexOf('/'))}`;
      folders.set(folder, [...(folders.get(folder) ?? []), ...this.in(path)]);
    }
    return folders;
  }
}
