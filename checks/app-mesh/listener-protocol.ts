import { dig, items, pointer, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import type { Draft } from '../finding';
import { present } from '../one-of';

const protocols = ['tcp', 'http', 'http2', 'grpc'];

/** Findings where a listener’s settings by protocol, such as its time-outs, are not just those of its own protocol. */
export function* settingsOfOtherProtocol(object: Manifest, field: string, what: string): Generator<Draft> {
  for (const [i, listener] of items(dig(object, 'spec', 'listeners')).entries()) {
    const protocol = text(dig(listener, 'portMapping', 'protocol'));
    const set = present(dig(listener, field), protocols);
    if (protocol === undefined || set.length === 0) continue;
    const other = set.find((name) => name !== protocol);
    if (other === undefined) continue;
    yield {
      object,
      path: pointer('spec', 'listeners', i, field, other),
      message: `the ${what} of listener ${i + 1} is for ${other}, but the listener speaks ${protocol}`,
      found: set.join(' and '),
      expected: `${protocol} alone`,
      mend: set.includes(protocol) ? `remove ${other}` : `rename ${other} to ${protocol}`,
    };
  }
}
