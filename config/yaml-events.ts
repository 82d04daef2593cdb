import { type parseEvents, YAMLException } from 'js-yaml';

/** A part of a YAML text as js-yaml tells of it. */
export type YamlEvent = ReturnType<typeof parseEvents>[number];

/** Why a quick reader does not read a text: there is something unusual in it, or a mistake. */
export class Unusual extends Error {}

/** What a quick reader reads; undefined where the text is to be read slowly. */
export function unlessUnusual<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unusual || error instanceof YAMLException) return undefined;
    throw error;
  }
}
