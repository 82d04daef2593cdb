import { parseClusters, rememberingParser } from '../../config/parse';
import { applicationFiles } from '../mesh/clusters';
import { referenceText } from '../reference/reference';

const applications = applicationFiles();
const text = referenceText('eu-west-1-kong-mesh');
const file = (name: string, content = text) => ({ name: `clusters/${name}.yaml`, text: content });
const other = file('other', text.replace('zone: eu-west-1', 'zone: other'));

describe('a parser that remembers', () => {
  test('gives what a parser without memory gives, whatever it parsed before', () => {
    const parse = rememberingParser();
    const wrong = file('one', text.replace('jazz: 5', 'jazz: none'));
    for (const files of [
      [file('one')],
      [wrong],
      [wrong, other],
      [file('one'), other],
      [other],
      [other, file('two')],
    ])
      expect(parse(files, applications)).toEqual(parseClusters(files, applications));
  });

  test('gives the same cluster for a file that says the same, and another one when it changes', () => {
    const parse = rememberingParser();
    const clusters = (...files: readonly { name: string; text: string }[]) => {
      const parsed = parse(files, applications);
      return 'clusters' in parsed ? parsed.clusters : [];
    };
    const [one, two] = clusters(file('one'), other);
    const again = clusters(file('one', text.replace('jazz: 5', 'jazz: 6')), other);
    expect(again[0]).not.toEqual(one);
    expect(again[1]).toBe(two);
    expect(two).toMatchObject({ name: 'other' });
  });

  test('finds what is wrong between files also when only one of them has changed', () => {
    const parse = rememberingParser();
    expect(parse([file('one'), other], applications)).toHaveProperty('clusters');
    expect(parse([file('one'), file('other')], applications)).toMatchObject({
      problems: [{ message: expect.stringContaining('zone') }],
    });
  });
});
