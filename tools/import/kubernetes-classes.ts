import { k8s } from 'cdk8s-plus-27';
import type { GroupClasses } from './classes';
import { KubernetesShapes } from './kubernetes-shapes';
import type { KindSchema } from './schema';
import { apiVersionOf } from './strict-schema';

/** The classes of cdk8s-plus for these kinds, where it has them, made quick by the code in runtime/. */
export function kubernetesClasses(kinds: readonly KindSchema[]): GroupClasses {
  const known = new Set(kinds.map((kind) => `${apiVersionOf(kind)} ${kind.kind}`));
  const types = Object.entries(k8s)
    .flatMap(([name, type]) => ('GVK' in type ? [{ name, identity: type.GVK }] : []))
    .filter(({ identity }) => known.has(`${identity.apiVersion} ${identity.kind}`))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const tables = new KubernetesShapes();
  const classes = types.map(
    ({ name, identity }) =>
      `exports.${name} = kubernetes(k8s.${name}, shapes, ${tables.add(name, identity)});\n`,
  );
  return {
    group: 'k8s',
    code: [
      `'use strict';\nconst { k8s } = require('cdk8s-plus-27');\n`,
      `const { kubernetes } = require('./runtime/kubernetes.js');\n`,
      `const shapes = () => [\n${tables.shapes.map((shape) => `  ${JSON.stringify(shape)},\n`).join('')}];\n`,
      ...classes,
    ].join(''),
    types: [
      `import { k8s } from 'cdk8s-plus-27';\n`,
      ...types.map(({ name }) => `export declare class ${name} extends k8s.${name} {\n}\n`),
    ].join(''),
  };
}
