/**
 * What the generated classes are made with. They render props as the API server spells them, and refuse whatever would
 * not reach the YAML: a key that the kind does not have, a bare number where a number-or-string is wrapped, a null.
 */
import { ApiObject, type ApiObjectMetadata, type GroupVersionKind } from 'cdk8s';
import type { Construct } from 'constructs';
import { compiler, type Render, type Shape } from './codec';
import { plainFields, refuseUnwritable, whereOf } from './plain';
import { type Fields, named, Refusal } from './refusal';

const owner: Shape = {
  apiVersion: 's',
  blockOwnerDeletion: 'b',
  controller: 'b',
  kind: 's',
  name: 's',
  uid: 's',
};
const metadata: Shape = {
  annotations: { m: 's' },
  finalizers: { l: 's' },
  generateName: 's',
  labels: { m: 's' },
  name: 's',
  namespace: 's',
  ownerReferences: { l: 1 },
};
const renderMetadata = compiler([metadata, owner])(0);

/** A class for objects of one kind, whose props are the shape with the given number. */
export function construct(apiVersion: string, kind: string, shapes: () => readonly Shape[], shape: number) {
  const identity: GroupVersionKind = { apiVersion, kind };
  let compiled: Render | undefined;
  const render = (given: Fields, where: string): object => {
    compiled ??= compiler(shapes())(shape);
    const fieldsOf = compiled;
    return named(`${kind} ${where}`, (path) => {
      const { apiVersion: version = apiVersion, kind: name = kind, metadata: meta, ...fields } = given;
      if (version !== apiVersion || name !== kind) {
        throw new Refusal(`is a ${version} ${name}, and the class makes ${apiVersion} ${kind}`);
      }
      const rendered = fieldsOf(fields, path) as object;
      return {
        ...identity,
        ...(meta === undefined ? {} : { metadata: metadataOf(meta, path) }),
        ...rendered,
      };
    });
  };
  const type = class extends ApiObject {
    static readonly GVK = identity;

    static manifest(given: Fields = {}): object {
      const { name = '(unnamed)' } = (given.metadata ?? {}) as ApiObjectMetadata;
      refuseUnwritable(`${kind} ${name}`, given);
      return render(given, name);
    }

    constructor(scope: Construct, id: string, given: Fields = {}) {
      super(scope, id, { ...identity, ...given });
    }

    override toJson(): object {
      return render(plainFields(this) ?? (super.toJson() as Fields), whereOf(this));
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

function metadataOf(value: unknown, path: string[]): unknown {
  path.push('metadata');
  const rendered = renderMetadata(value, path);
  path.pop();
  return rendered;
}
