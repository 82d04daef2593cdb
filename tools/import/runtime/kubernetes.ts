/** What the classes of Kubernetes' own kinds are made with: they write, and spell, what the classes of cdk8s-plus do. */
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { type Codec, compiler, type Render, type Shape } from './codec';
import { refuseUnwritable, renderedByCdk8s, renderedPlain } from './plain';
import type { Fields } from './refusal';

/** The class of a kind. It renders plain props in one walk by the shape with the given number, and refuses a null. */
export function kubernetes(
  name: string,
  apiVersion: string,
  kind: string,
  shapes: () => readonly Shape[],
  shape: number,
) {
  const identity = { apiVersion, kind };
  let compiled: Render | undefined;
  const render = (given: Fields): object => {
    compiled ??= compiler(shapes())(shape);
    return compiled(given) as object;
  };
  const picked = (given: unknown) => ({ ...(pick(shapes(), shape, given) as object), ...identity });
  const type = class extends ApiObject {
    static readonly GVK = identity;
    static manifest(given: Fields = {}): object {
      refuseUnwritable(kind, given);
      return { ...identity, ...picked(given) };
    }
    constructor(scope: Construct, id: string, given: Fields = {}) {
      super(scope, id, { ...identity, ...given });
    }
    override toJson(): object {
      return (
        renderedPlain(this, render) ??
        renderedByCdk8s(this, () => ({ ...identity, ...picked(super.toJson()) }))
      );
    }
  };
  Object.defineProperty(type, 'name', { value: name });
  return type;
}

/** What a shape says of a value, taken from it field by field: what it does not say is left out, and no type is looked at. */
function pick(shapes: readonly Shape[], codec: Codec, value: unknown): unknown {
  if (value === undefined || value === null || codec === 'a') {
    return value;
  }
  if (typeof codec === 'number') {
    return pickFields(shapes, shapes[codec] ?? {}, value as Fields);
  }
  if (typeof codec === 'string' || 'e' in codec) {
    return value;
  }
  if ('l' in codec) {
    return (value as readonly unknown[]).map((item) => pick(shapes, codec.l, item));
  }
  if ('u' in codec) {
    return (value as Fields).value;
  }
  return known(Object.entries(value).map(([key, item]) => [key, pick(shapes, codec.m, item)]));
}

function pickFields(shapes: readonly Shape[], shape: Shape, value: Fields): object {
  return known(
    Object.entries(shape).map(([name, entry]) => {
      const [spelling, codec] = Array.isArray(entry) ? entry : [name, entry];
      return [spelling, pick(shapes, codec, value[name])];
    }),
  );
}

function known(entries: readonly (readonly [string, unknown])[]): object {
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}
