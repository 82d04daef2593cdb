import { dig, fields, items, text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import type { ReferenceIndex } from '../../../references/reference-index';
import { exampleKustomization, exampleSource } from '../../delivery/example';
import { perIndex } from '../../per-index';
import type { SetRule } from '../../rule';
import { stringsIn } from '../../strings';

const group = 'kustomize.toolkit.fluxcd.io';

export const substitution: SetRule = {
  id: 'delivery/substitution',
  severity: 'error',
  title: 'a text has a dollar sign and braces in it, and Flux fills in variables',
  why: 'A Kustomization with postBuild fills in every variable of its manifests, and puts nothing in the place of one that it does not know.',
  source: 'Flux v2.9.4 kustomize-controller docs/spec/v1/kustomizations.md, post build variable substitution',
  measured:
    "Flux's substitution (fluxcd/pkg/envsubst v1.7.0, asked as kustomize-controller v1.9.4 asks it) leaves `echo ` of the failing example, and of the passing one the variable of the shell, with us-west-2 for the region.",
  *checkSet({ index, open = false, variables: said }) {
    const known = said === undefined ? variables(index) : said;
    if (known === undefined || known === null) return;
    // A Secret, or what is not in the repository, may have the value.
    if (said !== undefined && open && !known.complete) return;
    for (const object of index.objects) {
      if (object.apiVersion.endsWith('.toolkit.fluxcd.io/v1') && object.kind === 'Kustomization') continue;
      const marks = { ...object.metadata.labels, ...object.metadata.annotations };
      if (marks['kustomize.toolkit.fluxcd.io/substitute'] === 'disabled') continue;
      for (const { path, text: written } of stringsIn(object)) {
        const [found, name] = /(?<!\$)\$\{([_a-zA-Z][_a-zA-Z0-9]{0,99})[^}]{0,200}\}/.exec(written) ?? [];
        if (found === undefined || name === undefined || known.names.has(name) || /[:=-]/.test(found))
          continue;
        yield {
          object,
          path,
          message: `Flux replaces ${found} in this text with nothing`,
          found,
          expected: 'no variable, or one that postBuild names',
          mend: `write $${found} to keep it as it is, or give ${name} a value in spec.postBuild.substitute`,
          // Objects beside a Kustomization may be delivered by another one.
          ...(known.complete && !open ? {} : { severity: 'warning' }),
        };
      }
    }
  },
  example: {
    engine: 'flux',
    given: ['Namespace prod'],
    fails: `${exampleSource}---${exampleKustomization('apps', 'path: ./apps\n  postBuild: {substitute: {region: us-west-2}}')}---${script(`echo ${variable('HOSTNAME')}`)}`,
    passes: `${exampleSource}---${exampleKustomization('apps', 'path: ./apps\n  postBuild: {substitute: {region: us-west-2}}')}---${script(`echo $${variable('HOSTNAME')} ${variable('region')}`)}`,
  },
};

/** The variables that some Kustomization fills in, and whether they are all known; undefined where none does. */
const variables = perIndex((index: ReferenceIndex) => {
  const names = new Set<string>();
  let used = false;
  let complete = true;
  for (const object of index.ofKind(group, 'Kustomization')) {
    const postBuild = dig(object, 'spec', 'postBuild');
    if (postBuild === undefined) continue;
    used = true;
    for (const name of Object.keys(fields(dig(postBuild, 'substitute')))) names.add(name);
    for (const source of items(dig(postBuild, 'substituteFrom'))) {
      const id = objectId(
        '',
        text(dig(source, 'kind')) ?? '',
        object.metadata.namespace,
        text(dig(source, 'name')) ?? '',
      );
      const parts = index.provisions(id)[0]?.parts;
      if (parts === undefined) complete = false;
      for (const name of parts ?? []) names.add(name);
    }
  }
  return used ? { names, complete } : undefined;
});

function script(text: string): string {
  return `
apiVersion: v1
kind: ConfigMap
metadata: {name: script, namespace: prod}
data: {run.sh: '${text}'}
`;
}

function variable(name: string): string {
  return `\${${name}}`;
}
