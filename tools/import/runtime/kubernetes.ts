/** What makes the classes of cdk8s-plus quick: theirs is the rendering, and plain props come to it without cdk8s' walks. */
import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { compiler } from './codec';
import { plainFields, whereOf } from './plain';
import { named } from './refusal';

interface KubernetesClass {
  readonly name: string;
  new (scope: Construct, id: string, props?: object): ApiObject;
  manifest(props: object): object;
}

/** Copies a value of any form, with the keys of every map in order. */
const sorted = compiler([])('a');

/** The class, which renders plain props in fewer walks, and refuses a null as the generated classes do. */
export function kubernetes(type: KubernetesClass) {
  const quick = class extends type {
    override toJson(): object {
      const plain = plainFields(this);
      if (plain === undefined) {
        return super.toJson();
      }
      return type.manifest(named(`${this.kind} ${whereOf(this)}`, (path) => sorted(plain, path) as object));
    }
  };
  Object.defineProperty(quick, 'name', { value: type.name });
  return quick;
}
