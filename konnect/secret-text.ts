import { inspect } from 'node:util';

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
 * Takes secrets out of a text that somebody else wrote, such as an error that a server sent back.
 *
 * @param text the text that is about to be shown
 * @param secrets every secret that this run has held so far
 */
export function hideSecrets(text: string, secrets: Iterable<SecretText>): string {
  let shown = text;
  for (const secret of secrets) {
    const value = secret.reveal().trim();
    if (value.length < 8) continue;
    for (const form of [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)]) {
      shown = shown.replaceAll(form, '[hidden]');
    }
  }
  return shown;
}
