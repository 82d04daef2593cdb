import type { PluginFault } from '../fault';
import { pointer, shown } from '../fault';
import { isHeaderName } from '../forms';
import { type EntityCheck, fault, isText, listOf, recordOf } from './entity-check';

/** What the entries of a list look like: a name alone, a name and a value, or a name and its new name. */
type Entry = 'name' | 'value' | 'rename';

const operations: Readonly<Record<string, Entry>> = {
  remove: 'name',
  rename: 'rename',
  replace: 'value',
  add: 'value',
  append: 'value',
};

/** Entries are `name:value`; a header's name has the letters of a header's name. */
function entries(lists: readonly string[], valueNeeded: boolean, source: string): EntityCheck {
  return (config) =>
    Object.entries(operations).flatMap(([operation, kind]) =>
      lists.flatMap((list) =>
        listOf(recordOf(config, operation), list).flatMap((entry, index) => {
          if (!isText(entry)) return [];
          const path = pointer(pointer(pointer('', operation), list), index);
          return entryFaults(entry, kind, list === 'headers', valueNeeded, path, source);
        }),
      ),
    );
}

function entryFaults(
  entry: string,
  kind: Entry,
  header: boolean,
  valueNeeded: boolean,
  path: string,
  source: string,
): PluginFault[] {
  const refuse = (expected: string, mend: string): PluginFault[] => [
    fault('pattern', path, shown(entry), expected, mend, source),
  ];
  const [name = '', ...rest] = kind === 'name' ? [entry] : entry.split(':');
  const value = rest.join(':');
  if (kind !== 'name' && (name === '' || rest.length === 0)) {
    const example = kind === 'rename' ? 'old-name:new-name' : 'name:value';
    return refuse(`${example}, in one text`, `write it as ${example}`);
  }
  if (kind === 'rename' && value === '') return refuse('old-name:new-name', 'give the new name');
  if (kind === 'value' && valueNeeded && value === '')
    return refuse('name:value', 'give a value after the colon');
  if (header && !isHeaderName(name))
    return refuse('a header name before the colon', 'use letters, digits, - and _');
  if (header && kind === 'rename' && !isHeaderName(value)) {
    return refuse('a header name after the colon', 'use letters, digits, - and _');
  }
  return [];
}

/** The rules of request-transformer. */
export const requestTransformer: readonly EntityCheck[] = [
  entries(['headers', 'body', 'querystring'], true, 'Kong/kong kong/plugins/request-transformer/schema.lua'),
];

/** The rules of response-transformer. */
export const responseTransformer: readonly EntityCheck[] = [
  entries(['headers', 'json'], false, 'Kong/kong kong/plugins/response-transformer/schema.lua'),
];
