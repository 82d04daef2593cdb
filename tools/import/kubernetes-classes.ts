import { k8s } from 'cdk8s-plus-27';
import type { GroupClasses } from './classes';
import { KubernetesShapes } from './kubernetes-shapes';
import { kubernetesTypes } from './kubernetes-types';
import type { KindSchema } from './schema';
import { apiVersionOf } from './strict-schema';

/**
 * Classes for these kinds, where cdk8s-plus has them: of the same names, for the same props, and with the same objects for
 * result, but made here, so that cdk8s-plus is needed for this alone.
 */
export function kubernetesClasses(kinds: readonly KindSchema[]): GroupClasses {
  const known = new Set(kinds.map((kind) => `${apiVersionOf(kind)} ${kind.kind}`));
  const types = Object.entries(k8s)
    .flatMap(([name, type]) => ('GVK' in type ? [{ name, identity: type.GVK }] : []))
    .filter(({ identity }) => known.has(`${identity.apiVersion} ${identity.kind}`))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const tables = new KubernetesShapes();
  const classes = types.map(({ name, identity }) => {
    const words = [name, identity.apiVersion, identity.kind].map((word) => `'${word}'`).join(', ');
    return `exports.${name} = kubernetes(${words}, shapes, ${tables.add(name, identity)});\n`;
  });
  return {
    group: 'k8s',
    code: [
      `'use strict';\nconst { numberOrString } = require('./runtime/construct.js');\n`,
      `const { kubernetes } = require('./runtime/kubernetes.js');\n`,
      `const shapes = () => [\n${tables.shapes.map((shape) => `  ${JSON.stringify(shape)},\n`).join('')}];\n`,
      ...classes,
      ...wrappers.map((name) => `exports.${name} = numberOrString('${name}');\n`),
    ].join(''),
    types: kubernetesTypes([...types.map(({ name }) => name), ...wrappers]),
  };
}

/** The classes that hold a number or a string. */
const wrappers = ['IntOrString', 'Quantity'];
