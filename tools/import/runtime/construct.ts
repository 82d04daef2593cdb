/**
 * What the generated classes are made with. They render props as the API server spells them, and refuse whatever would
 * not reach the YAML: a key that the kind does not have, a bare number where a number-or-string is wrapped, a null.
 */
import { ApiObject, type ApiObjectMetadata, type GroupVersionKind } from 'cdk8s';
import type { Construct } from 'constructs';
import { compiler, type Render, type Shape } from './codec';
import { refuseUnwritable, renderedByCdk8s, renderedPlain, whereOf } from './plain';
import { type Fields, named, Refusal } from './refusal';

const owner: Shape = {
  apiVersion: 's',
  blockOwnerDeletion: 'b',
  controller: 'b',
  kind: 's',
  name: 's',
  uid: 's',
};

/** @param owners the number of the shape of an owner */
function metadata(owners: number): Shape {
  return {
    annotations: { m: 's' },
    finalizers: { l: 's' },
    generateName: 's',
    labels: { m: 's' },
    name: 's',
    namespace: 's',
    ownerReferences: { l: owners },
  };
}

/** What renders whole objects of a kind whose own fields are the shape with the given number. */
function rendererOf(shapes: readonly Shape[], shape: number): Render {
  const all = shapes.length;
  const whole: Shape = { apiVersion: 's', kind: 's', metadata: all + 1, ...shapes[shape] };
  return compiler([...shapes, owner, metadata(all), whole])(all + 2);
}

/** A class for objects of one kind, whose props are the shape with the given number. */
export function construct(apiVersion: string, kind: string, shapes: () => readonly Shape[], shape: number) {
  const identity: GroupVersionKind = { apiVersion, kind };
  let compiled: Render | undefined;
  const render = (given: Fields): object => {
    if (given.apiVersion !== apiVersion || given.kind !== kind) {
      throw new Refusal(`is a ${given.apiVersion} ${given.kind}, and the class makes ${apiVersion} ${kind}`);
    }
    compiled ??= rendererOf(shapes(), shape);
    return compiled(given) as object;
  };
  const type = class extends ApiObject {
    static readonly GVK = identity;

    static manifest(given: Fields = {}): object {
      const { name = '(unnamed)' } = (given.metadata ?? {}) as ApiObjectMetadata;
      refuseUnwritable(`${kind} ${name}`, given);
      return named(`${kind} ${name}`, () => render({ ...identity, ...given }));
    }

    constructor(scope: Construct, id: string, given: Fields = {}) {
      super(scope, id, { ...identity, ...given });
    }

    override toJson(): object {
      return (
        renderedPlain(this, render) ??
        named(`${kind} ${whereOf(this)}`, () =>
          render(renderedByCdk8s(this, () => super.toJson() as object) as Fields),
        )
      );
    }
  };
  Object.defineProperty(type, 'name', { value: kind });
  return type;
}

/** A class that holds a number or a string, for fields that take either. */
export function numberOrString(name: string) {
  const type = class {
    private constructor(readonly value: number | string) {}

    static fromNumber(value: number) {
      return new type(value);
    }

    static fromString(value: string) {
      return new type(value);
    }
  };
  Object.defineProperty(type, 'name', { value: name });
  return type;
}
