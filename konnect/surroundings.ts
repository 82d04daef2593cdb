import { withoutCredentials } from '../credentials/shown';
import { hideSecrets, type SecretText } from './secret-text';
import { shownWords } from './server-words';

/** What a Konnect command uses of the world outside the program; tests give their own. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  /** Resolves after so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** A number in [0, 1), for jitter. */
  readonly random: () => number;
  /** Writes one line of the command's result. */
  readonly print: (line: string) => void;
  /** Writes what went wrong. */
  readonly complain: (line: string) => void;
  /** Writes one line about what is going on; shown on a terminal only. */
  readonly progress: (line: string) => void;
  /** Runs a program to its end, without KONNECT_TOKEN in its environment; a program that is not there has status 127. */
  readonly execute: (
    program: string,
    words: readonly string[],
  ) => Promise<{ readonly status: number; readonly stdout: string; readonly stderr: string }>;
  /** Asks a person for a yes. Undefined where nobody can answer. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
}

/** The same surroundings, with every known secret taken out of what is written. `remember` makes one known. */
export function guard(surroundings: Surroundings): Surroundings & {
  readonly remember: (secret: SecretText) => SecretText;
  readonly hide: (text: string) => string;
  /** What may be shown of a text that a server sent in answer to these texts. */
  readonly quote: (text: string, sent: readonly string[]) => string;
} {
  const secrets = new Set<SecretText>();
  const hide = (text: string) => withoutCredentials(hideSecrets(text, secrets));
  return {
    ...surroundings,
    print: (line) => surroundings.print(hide(line)),
    complain: (line) => surroundings.complain(hide(line)),
    progress: (line) => surroundings.progress(hide(line)),
    hide,
    quote: (text, sent) => hide(shownWords(text, sent, secrets)),
    remember: (secret) => {
      secrets.add(secret);
      return secret;
    },
  };
}

/** Surroundings that know which secrets to keep out of every line. */
export type GuardedSurroundings = ReturnType<typeof guard>;
