import type { Edition } from './schema';

/** The gateway that will run the plugin. */
export interface Gateway {
  /**
   * Version of the gateway, of which major and minor count: `3.10`, `3.9.1`, `3.14.0.2`; or `anyVersion`, where it is not
   * known: then only what no supported version takes is a fault.
   */
  readonly version: string;
  readonly edition: Edition;
}

/** What is wrong, in a word that a caller can choose a severity by. */
export type PluginFaultCode =
  /** No plugin of that name is described here: a slip of the pen, or a plugin of the user's own. */
  | 'unknown-plugin'
  /** An Enterprise plugin or field on the open-source gateway. */
  | 'edition'
  /** A plugin or field that this gateway version does not have. */
  | 'version'
  | 'unknown-field'
  | 'type'
  | 'enum'
  | 'range'
  | 'pattern'
  | 'required'
  /** Two or more fields that do not go together. */
  | 'combination'
  /** A field that the gateway still reads, under a name that it will drop. */
  | 'deprecated'
  /** A secret in plain text in a field that the gateway would store encrypted. */
  | 'plain-secret'
  /** The gateway takes it, but it can hardly be what is wanted. */
  | 'doubtful'
  /** A vault reference in a field for which the gateway does not resolve one. */
  | 'not-referenceable';

/** One thing that is wrong with a plugin's configuration. */
export interface PluginFault {
  /** JSON pointer inside the configuration; empty for the configuration as a whole. */
  readonly path: string;
  readonly code: PluginFaultCode;
  /** What stands there; never the text of a secret. */
  readonly found: string;
  readonly expected: string;
  /** The known word that the found one is closest to. */
  readonly nearest?: string;
  /** How to put it right. */
  readonly mend: string;
  /** Where the rule comes from. */
  readonly source: string;
}

/** A JSON pointer to `key` inside `path`. */
export function pointer(path: string, key: string | number): string {
  return `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** A value in one line of at most 60 characters. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}
