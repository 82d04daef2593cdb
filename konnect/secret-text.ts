import { inspect } from 'node:util';
import { encodedForms } from './encoded-forms';

/**
 * A value that must never be seen: a token or a private key. Printing it, putting it into a template, inspecting it or
 * turning it into JSON all give `[hidden]`; only `reveal` gives the value, and only the code that sends it calls that.
 */
export class SecretText {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for the one request that carries it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[hidden]';
  }

  toJSON(): string {
    return '[hidden]';
  }

  [inspect.custom](): string {
    return '[hidden]';
  }
}

/**
 * Takes secrets out of a text that somebody else wrote, such as an error that a server sent back, in every encoding of
 * `encodedForms`.
 *
 * @param text the text that is about to be shown
 * @param secrets every secret that this run has held so far
 */
export function hideSecrets(text: string, secrets: Iterable<SecretText>): string {
  let shown = text;
  for (const secret of secrets)
    for (const form of formsOf(secret)) shown = shown.replaceAll(form, '[hidden]');
  return shown;
}

const forms = new WeakMap<SecretText, readonly string[]>();

/** How a secret may be written; none for one that is too short to be looked for. */
export function formsOf(secret: SecretText): readonly string[] {
  const before = forms.get(secret);
  if (before !== undefined) return before;
  const value = secret.reveal().trim();
  const found = value.length < 8 ? [] : encodedForms(value);
  forms.set(secret, found);
  return found;
}
