import type { PluginFault } from '../fault';
import { pointer, shown } from '../fault';
import { isHeaderName } from '../forms';
import { luaProblem } from '../lua';
import { type EntityCheck, fault, listOf, recordOf } from './entity-check';

/** What is wrong with an entry of a list: what is expected of it, and how to mend it; undefined where nothing is. */
type EntryCheck = (entry: string) => readonly [expected: string, mend: string] | undefined;

const pair: EntryCheck = (entry) =>
  /^[^:]+:/.test(entry) ? undefined : ['name:value, in one text', 'write it as name:value'];

/** The parts on the two sides of the first colons, as the plugins split them. */
function split(entry: string): readonly [name: string, value: string] {
  const [, name = '', value = ''] = /^([^:]+)(?::+|$)([\s\S]*)/.exec(entry) ?? [];
  return [name, value];
}

const header: EntryCheck = (entry) =>
  isHeaderName(split(entry)[0])
    ? undefined
    : ['a header name before the colon', 'use letters, digits, - and _'];

const renamedHeader: EntryCheck = (entry) =>
  header(entry) ??
  (isHeaderName(split(entry)[1])
    ? undefined
    : ['a header name after the colon', 'write it as old-name:new-name']);

/** A value is a template: Lua stands in `$(...)`. */
const value: EntryCheck = (entry) => {
  const [name, text] = split(entry);
  if (name === '' || text === '') return ['name:value, in one text', 'give a value after the colon'];
  const [, expression] = /\$\(([^()]*)\)/.exec(text) ?? [];
  const problem = expression === undefined ? undefined : luaProblem(`f(${expression})`);
  return problem === undefined
    ? undefined
    : [`Lua in $(...); the parser says ${problem}`, 'mend the expression'];
};

/** The checks of each list of each operation, `operation.list`. */
function entries(checks: Readonly<Record<string, readonly EntryCheck[]>>, source: string): EntityCheck {
  return (config) =>
    Object.entries(checks).flatMap(([place, all]) => {
      const [operation = '', list = ''] = place.split('.');
      return listOf(recordOf(config, operation), list).flatMap((entry, index): PluginFault[] => {
        if (typeof entry !== 'string') return [];
        const [problem] = all.flatMap((check) => [check(entry) ?? []]).filter((one) => one.length > 0);
        if (problem === undefined) return [];
        const path = pointer(pointer(pointer('', operation), list), index);
        const [expected = '', mend = ''] = problem;
        return [fault('pattern', path, shown(entry), expected, mend, source)];
      });
    });
}

/** The rules of request-transformer. */
export const requestTransformer: readonly EntityCheck[] = [
  entries(
    {
      'remove.headers': [header],
      'rename.headers': [pair, renamedHeader],
      ...Object.fromEntries(['replace', 'add', 'append'].map((one) => [`${one}.headers`, [pair, header]])),
      ...Object.fromEntries(
        ['rename', 'replace', 'add', 'append'].flatMap((one) => [
          [`${one}.body`, [value]],
          [`${one}.querystring`, [value]],
        ]),
      ),
    },
    'Kong/kong kong/plugins/request-transformer/schema.lua',
  ),
];

/** The rules of response-transformer. */
export const responseTransformer: readonly EntityCheck[] = [
  entries(
    {
      'rename.headers': [pair, renamedHeader],
      'rename.json': [pair],
      ...Object.fromEntries(
        ['replace', 'add', 'append'].flatMap((one) => [
          [`${one}.headers`, [pair]],
          [`${one}.json`, [pair]],
        ]),
      ),
    },
    'Kong/kong kong/plugins/response-transformer/schema.lua',
  ),
];
