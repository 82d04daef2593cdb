import type { Manifest } from '../references/manifest';

/** What a page needs of the output: how an object is written, and which files hold what. */
export interface RunbookProps {
  readonly toYaml: (objects: readonly Manifest[]) => string;
  /** File of a patch below the output folder, by its object. */
  readonly patchFile: (
    kind: string,
    namespace: string | undefined,
    name: string,
    part?: 'without-mesh',
  ) => string;
}

/** How objects are applied, with a field manager of their own. */
export const apply = 'kubectl apply --server-side --field-manager=leave-app-mesh';

/** The name by which kubectl knows a kind. */
export function resourceOf(kind: string, apiVersion: string): string {
  const name = kind.toLowerCase();
  const plural = /(s|sh|ch|x)$/.test(name)
    ? `${name}es`
    : name.endsWith('y')
      ? `${name.slice(0, -1)}ies`
      : `${name}s`;
  const [group, version] = apiVersion.split('/');
  return version === undefined ? plural : `${plural}.${group}`;
}

/** Commands, as Markdown. */
export function code(text: string): string {
  return `\`\`\`sh\n${text}\n\`\`\``;
}
