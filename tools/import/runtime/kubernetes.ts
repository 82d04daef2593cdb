/** What makes the classes of cdk8s-plus quick: plain props come to the object without the walks of cdk8s. */
import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { compiler, type Render, type Shape } from './codec';
import { renderedByCdk8s, renderedPlain } from './plain';
import type { Fields } from './refusal';

interface KubernetesClass {
  readonly name: string;
  new (scope: Construct, id: string, props?: object): ApiObject;
}

/** The class, which renders plain props in one walk by the shape with the given number, and refuses a null as ours do. */
export function kubernetes(type: KubernetesClass, shapes: () => readonly Shape[], shape: number) {
  let compiled: Render | undefined;
  const render = (given: Fields): object => {
    compiled ??= compiler(shapes())(shape);
    return compiled(given) as object;
  };
  const quick = class extends type {
    override toJson(): object {
      return renderedPlain(this, render) ?? renderedByCdk8s(this, () => super.toJson());
    }
  };
  Object.defineProperty(quick, 'name', { value: type.name });
  return quick;
}
