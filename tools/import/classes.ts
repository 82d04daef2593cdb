import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KindSchema, mapSchema, type Schema } from './schema';
import { apiVersionOf } from './strict-schema';
import { readSource, Tables } from './tables';

const root = join(__dirname, '..', '..');

/** The compiled classes of one group. */
export interface GroupClasses {
  readonly group: string;
  /** CommonJS. */
  readonly code: string;
  /** Its declarations. */
  readonly types: string;
}

/**
 * The classes of `cdk8s import` for the preferred versions among these kinds, compiled.
 *
 * @param scratch a folder that may be emptied, inside the repository so that `cdk8s` resolves from it
 */
export function makeClasses(kinds: readonly KindSchema[], scratch: string): GroupClasses[] {
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  const groups = [...new Set(kinds.map((kind) => kind.group))].sort();
  const bin = join(root, 'node_modules', '.bin');
  for (const group of groups) {
    const definitions = kinds.filter((kind) => kind.group === group && kind.preferred).map(definitionOf);
    const file = join(scratch, `${group}.yaml`);
    writeFileSync(file, definitions.map((definition) => `---\n${JSON.stringify(definition)}\n`).join(''));
    execFileSync(
      join(bin, 'cdk8s'),
      ['import', file, '--language', 'typescript', '--output', scratch, '--no-save', '--no-check-upgrade'],
      { cwd: scratch, stdio: ['ignore', 'ignore', 'pipe'] },
    );
  }
  execFileSync(
    join(bin, 'tsc'),
    [
      '--ignoreConfig',
      '--declaration',
      '--emitDeclarationOnly',
      '--removeComments',
      '--skipLibCheck',
      '--types',
      '',
      '--target',
      'es2022',
      '--module',
      'nodenext',
      '--moduleResolution',
      'nodenext',
      ...groups.map((group) => join(scratch, `${group}.ts`)),
    ],
    { cwd: scratch, stdio: 'inherit' },
  );
  return groups.map((group) => ({
    group,
    code: classCode(
      readFileSync(join(scratch, `${group}.ts`), 'utf8'),
      kinds.filter((kind) => kind.group === group && kind.preferred),
    ),
    types: readFileSync(join(scratch, `${group}.d.ts`), 'utf8').replace(
      /^export declare function toJson_.*\n/gm,
      '',
    ),
  }));
}

/** The code of a group: its shapes, and what the declarations export, made by the code in runtime/. */
function classCode(typescript: string, kinds: readonly KindSchema[]): string {
  const source = readSource(typescript);
  const tables = new Tables(source);
  const classes = kinds.map((kind) => {
    const name = source.classes.get(kind.kind);
    return `exports.${name} = construct('${apiVersionOf(kind)}', '${kind.kind}', shapes, ${tables.add(kind)});\n`;
  });
  return [
    `'use strict';\nconst { construct, numberOrString } = require('./runtime/construct.js');\n`,
    `const shapes = () => [\n${tables.shapes.map((shape) => `  ${JSON.stringify(shape)},\n`).join('')}];\n`,
    ...classes,
    ...[...source.unions].map((name) => `exports.${name} = numberOrString('${name}');\n`),
    ...[...source.enums].map(([name, members]) => `exports.${name} = ${members};\n`),
  ].join('');
}

/** A CRD of one version, in the form that `cdk8s import` reads. */
function definitionOf({ group, version, kind, plural, scope, schema }: KindSchema): object {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope,
      names: { kind, plural },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          schema: { openAPIV3Schema: mapSchema(schema, forClasses) },
        },
      ],
    },
  };
}

/**
 * What json2jsii needs to hear differently: an int-or-string is a union, and a date-time stays a string (the `Date` that
 * it would become cannot be rendered by cdk8s).
 */
function forClasses(schema: Schema): Schema {
  if (schema['x-kubernetes-int-or-string']) {
    return { anyOf: [{ type: 'integer' }, { type: 'string' }] };
  }
  const { format, ...rest } = schema;
  return format === 'date-time' || format === undefined ? rest : schema;
}
