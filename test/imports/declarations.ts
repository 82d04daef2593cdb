import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a group's declarations tell the authors of charts. */
export interface Declarations {
  readonly group: string;
  /** Of each interface: the type of each member, without brackets. */
  readonly interfaces: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly constructs: readonly string[];
  /** Classes that hold a number or a string. */
  readonly unions: ReadonlySet<string>;
  readonly enums: readonly string[];
}

const folder = join(__dirname, '..', '..', 'imports');

/** The declarations of every group of custom kinds, read from imports/*.d.ts as a person would read them. */
export function allDeclarations(): Declarations[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.d.ts') && file !== 'k8s.d.ts')
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      const interfaces = new Map<string, ReadonlyMap<string, string>>();
      for (const [, name = '', body = ''] of text.matchAll(/^export interface (\w+) \{\n([\s\S]*?)^\}/gm)) {
        const members = body.matchAll(/^ {4}readonly (\w+)\??: (?:\{\n? *\[key: string\]: )*(\w+)/gm);
        interfaces.set(name, new Map([...members].map(([, member = '', type = '']) => [member, type])));
      }
      const named = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name);
      return {
        group: file.replace(/\.d\.ts$/, ''),
        interfaces,
        constructs: named(/^export declare class (\w+) extends ApiObject/gm),
        unions: new Set(named(/^export declare class (\w+) \{/gm)),
        enums: named(/^export declare enum (\w+)/gm),
      };
    });
}

/** The member that stands for a field, found by its letters and digits alone. */
export function memberFor(members: ReadonlyMap<string, string>, field: string): readonly [string, string] {
  const letters = (name: string) => name.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();
  const found = [...members].filter(([member]) => letters(member) === letters(field));
  const [only] = found;
  if (!only || found.length > 1) {
    throw new Error(`${found.length} members stand for the field ${field}`);
  }
  return only;
}
