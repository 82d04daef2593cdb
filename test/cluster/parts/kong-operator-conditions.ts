import { dig, items, text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import type { ApiClient } from '../server/client';

/** A condition in an object's status: of the object, of one of its listeners, or of one of its parents. */
export interface Condition {
  readonly of: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

/** What is wrong is said by a condition that is true. */
const badNews = new Set(['Conflicted', 'OverlappingTLSConfig', 'Degraded']);

/** Whether a condition says what it should: good news is true, bad news is not. */
export function isTrue({ type, status }: Condition): boolean {
  return badNews.has(type) ? status === 'False' : status === 'True';
}

/** The conditions that an object of the API server has now. */
export async function conditionsOf(client: ApiClient, object: Manifest): Promise<readonly Condition[]> {
  const { body } = await client.get(object);
  const { status } = body;
  const read = (of: string, holder: unknown): readonly Condition[] =>
    items(dig(holder, 'conditions')).map((condition) => ({
      of,
      type: text(dig(condition, 'type')) ?? '?',
      status: text(dig(condition, 'status')) ?? '?',
      reason: text(dig(condition, 'reason')) ?? '',
      message: text(dig(condition, 'message')) ?? '',
    }));
  return [
    ...read('', status),
    ...items(dig(status, 'listeners')).flatMap((listener) =>
      read(`listener ${String(dig(listener, 'name'))}`, listener),
    ),
    ...items(dig(status, 'parents')).flatMap((parent) =>
      read(
        `parent ${String(dig(parent, 'parentRef', 'name'))} by ${String(dig(parent, 'controllerName'))}`,
        parent,
      ),
    ),
  ];
}
