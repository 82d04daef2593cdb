/**
 * What the generated classes are made with. They render props as the API server spells them, and refuse whatever would
 * not reach the YAML: a key that the kind does not have, a bare number where a number-or-string is wrapped, a null.
 */
import { ApiObject, type ApiObjectMetadata, App, type GroupVersionKind, type JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { compiler, type Render, type Shape } from './codec';
import { at, type Fields, Refusal } from './refusal';

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
    const path: string[] = [];
    try {
      const { apiVersion: version = apiVersion, kind: name = kind, metadata: meta, ...fields } = given;
      if (version !== apiVersion || name !== kind) {
        throw new Refusal(`is a ${version} ${name}, and the class makes ${apiVersion} ${kind}`);
      }
      const rendered = compiled(fields, path) as object;
      return {
        ...identity,
        ...(meta === undefined ? {} : { metadata: metadataOf(meta, path) }),
        ...rendered,
      };
    } catch (error) {
      throw error instanceof Refusal ? new Error(`${kind} ${where}${at(path)}: ${error.message}`) : error;
    }
  };
  const type = class extends ApiObject {
    static readonly GVK = identity;
    readonly #given: Fields;
    #patched = false;

    static manifest(given: Fields = {}): object {
      const { name = '(unnamed)' } = (given.metadata ?? {}) as ApiObjectMetadata;
      refuseUnwritable(kind, name, given);
      return render(given, name);
    }

    constructor(scope: Construct, id: string, given: Fields = {}) {
      super(scope, id, { ...identity, ...given });
      this.#given = given;
    }

    override addJsonPatch(...operations: JsonPatch[]): void {
      this.#patched = true;
      super.addJsonPatch(...operations);
    }

    override toJson(): object {
      const where = `${this.metadata.namespace ? `${this.metadata.namespace}/` : ''}${this.name}`;
      const plain = refuseUnwritable(kind, where, this.#given) && !this.#patched && !hasOwnResolvers(this);
      // cdk8s asks three resolvers about every value and copies the object twice, to no effect where all is plain.
      const resolved = plain ? { ...this.#given, metadata: this.metadata.toJson() } : super.toJson();
      return render(resolved as Fields, where);
    }
  };
  Object.defineProperty(type, 'name', { value: kind });
  return type;
}

/** What `numberOrString` makes, and nothing else. */
abstract class NumberOrString {
  abstract readonly value: number | string;
}

/** A class that holds a number or a string, for fields that take either. */
export function numberOrString(name: string) {
  const type = class extends NumberOrString {
    private constructor(readonly value: number | string) {
      super();
    }

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

const builtInResolvers = new App().resolvers.length;

function hasOwnResolvers(object: ApiObject): boolean {
  return App.of(object).resolvers.length > builtInResolvers;
}

/**
 * cdk8s leaves out a null without a word, also where it means something, as in Helm values; and two keys confuse it.
 *
 * @returns whether the value is plain: cdk8s has nothing to resolve in it, and nothing to leave out
 */
function refuseUnwritable(kind: string, where: string, given: unknown, path: string[] = []): boolean {
  if (given === null) {
    throw new Error(`${kind} ${where}${at(path)}: null cannot be written; leave the key out`);
  }
  if (typeof given !== 'object') {
    return given !== undefined && typeof given !== 'function';
  }
  // A Lazy or a construct is no plain object: what it stands for comes later, and it may hold its whole tree.
  if (!Array.isArray(given) && given.constructor?.name !== 'Object') {
    return given instanceof NumberOrString;
  }
  let plain = true;
  for (const key of Object.keys(given)) {
    if (key === '__proto__' || key === 'constructor') {
      throw new Error(`${kind} ${where}${at(path)}: a key called ${key} cannot be written`);
    }
    path.push(key);
    const inner = (given as Fields)[key];
    if (inner === undefined && Array.isArray(given)) {
      throw new Error(`${kind} ${where}${at(path)}: undefined cannot be written in a list`);
    }
    if (!refuseUnwritable(kind, where, inner, path)) {
      plain = false;
    }
    path.pop();
  }
  return plain;
}
