import type { Credential } from './credential';
import { type CredentialForm, credentialForms } from './forms';
import { isPlaceholder } from './harmless';
import type { Runs } from './runs';

const byStart = new Map<string, CredentialForm[]>();
for (const each of credentialForms) {
  const same = byStart.get(each.start) ?? [];
  byStart.set(each.start, [...same, each]);
}

/** Where a known form may begin. Only literal texts, of which one is tried at each place: linear in the text's length. */
const starts = new RegExp(
  [...byStart.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map((start) => start.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('|'),
  'g',
);

/** So much of a text is looked at to say more of a form than which signs it has. */
const longestWhole = 400;

/** Credentials of the forms that are known by how they begin. */
export function formsIn(text: string, runs: Runs, out: Credential[]): void {
  starts.lastIndex = 0;
  for (let hit = starts.exec(text); hit !== null; hit = starts.exec(text)) {
    const { index } = hit;
    const end = formEnd(text, hit[0], index, runs);
    // A start may hold another one in it, such as `sk-` and `sk-or-v1-`.
    starts.lastIndex = index + 1;
    if (end === undefined) continue;
    out.push(end);
    starts.lastIndex = Math.max(index + 1, end.end);
  }
}

function formEnd(text: string, start: string, index: number, runs: Runs): Credential | undefined {
  if (/[A-Za-z0-9]/.test(start[0] ?? '') && /[A-Za-z0-9]/.test(text[index - 1] ?? '')) return undefined;
  for (let length = start.length; length > 1; length--) {
    for (const form of byStart.get(start.slice(0, length)) ?? []) {
      const from = index + form.start.length;
      const end = runs.end(form.signs, from);
      const { least, most = Number.POSITIVE_INFINITY, whole } = form;
      if (end - from < least || end - from > most) continue;
      const part = text.slice(index, Math.min(text.length, index + longestWhole));
      if (whole?.test(part) === false || !isVaried(text.slice(from, Math.min(end, from + 64)))) continue;
      return {
        what: form.what,
        start: index,
        end: Math.max(end, index + (whole?.exec(part)?.[0].length ?? 0)),
      };
    }
  }
  return undefined;
}

/** Whether a text is more than a placeholder such as `xxxxxxxx`. */
function isVaried(body: string): boolean {
  return body.length < 12 || (new Set(body).size >= 6 && !isPlaceholder(body));
}
