import { ClusterFile } from '../../konnect/cluster-file';
import { referenceNames, referenceText } from '../reference/reference';

describe('editing a cluster file', () => {
  test.each(referenceNames)('changes one line of %s, and no other', (name) => {
    const text = referenceText(name);
    const file = new ClusterFile(name, text);
    file.set(['aws', 'eksCluster'], 'another');
    const before = text.split('\n');
    const after = file.toString().split('\n');
    expect(after.length).toBe(before.length);
    expect(after.filter((line, index) => line !== before[index])).toEqual(['  eksCluster: another']);
  });

  test.each(referenceNames)('leaves %s byte for byte when nothing changes', (name) => {
    const text = referenceText(name);
    const file = new ClusterFile(name, text);
    const region = file.text('aws', 'region') ?? '';
    file.set(['aws', 'region'], region);
    expect(file.changes).toEqual([]);
    expect(file.toString()).toBe(text);
  });

  test('keeps comments, quotes, order, empty lines, anchors, long lines and indentation', () => {
    const long = `# ${'word '.repeat(60)}`;
    const text = `${long}
aws:
    account: '012345678901'   # quoted, and stays so

    region: "eu-west-1"
# about the gateway
gateway: &gateway
    version: "3.10" # a string
given: [ a, b ]
applications:
    dj:
        list:
            - 1
            # between
            - 2
`;
    const file = new ClusterFile('a.yaml', text);
    file.set(['mesh', 'konnect', 'zone'], 'null');
    file.set(['aws', 'region'], 'us-west-2');
    expect(file.toString()).toBe(
      text
        .replace('"eu-west-1"', '"us-west-2"')
        .replace(" '012345678901'   #", " '012345678901' #")
        .replace('# about the gateway\n', 'mesh:\n    konnect:\n        zone: "null"\n# about the gateway\n'),
    );
    expect(file.changes).toEqual([
      { path: 'mesh.konnect.zone', from: undefined, to: 'null' },
      { path: 'aws.region', from: 'eu-west-1', to: 'us-west-2' },
    ]);
  });

  test('fills a field that is there without a value', () => {
    const file = new ClusterFile('a.yaml', 'aws: {}\nmesh:\ngateway: {version: "3.10"}\n');
    file.set(['mesh', 'konnect', 'zone'], 'a');
    file.set(['gateway', 'mode'], 'konnect-kic');
    expect(file.toString()).toBe(
      'aws: {}\nmesh:\n  konnect:\n    zone: a\ngateway: {version: "3.10", mode: konnect-kic}\n',
    );
  });

  test('says when a field around the one to write holds no mapping', () => {
    const file = new ClusterFile('a.yaml', 'mesh: kong\n');
    expect(() => file.set(['mesh', 'konnect', 'zone'], 'a')).toThrow(
      'a.yaml: cannot write mesh.konnect.zone: a field around it holds no mapping.',
    );
  });

  test.each([
    ['a: [', 'is no YAML'],
    ['- a\n', 'is not a mapping of fields'],
    ['', 'is not a mapping of fields'],
  ])('refuses %j', (text, sentence) => {
    expect(() => new ClusterFile('a.yaml', text)).toThrow(sentence);
  });
});

describe('a cluster file with bases', () => {
  const bases = {
    aws: { region: 'eu-west-1', account: '210987654321' },
    mesh: { backend: 'kong-mesh', konnect: { region: 'eu', controlPlaneId: 'of-the-base' } },
  };

  test('reads from them what it does not say, and writes what is new into itself', () => {
    const file = new ClusterFile('a.yaml', 'extends: [_base]\naws: {region: us-west-2}\n', bases);
    expect(file.data('aws')).toEqual({ region: 'us-west-2', account: '210987654321' });
    expect(file.text('mesh', 'konnect', 'controlPlaneId')).toBe('of-the-base');
    file.set(['mesh', 'konnect', 'controlPlaneId'], 'of-the-base');
    expect(file.changes).toEqual([]);
    file.set(['mesh', 'konnect', 'zone'], 'eu-1');
    file.set(['mesh', 'konnect', 'region'], 'us');
    expect(file.toString()).toBe(
      'extends: [_base]\naws: {region: us-west-2}\nmesh:\n  konnect:\n    zone: eu-1\n    region: us\n',
    );
    expect(file.onto(file.toString()).text('mesh', 'konnect', 'controlPlaneId')).toBe('of-the-base');
  });

  test('has nothing where it takes away what they say', () => {
    const file = new ClusterFile('a.yaml', 'aws: {account: null}\nmesh: null\n', bases);
    expect(file.text('aws', 'account')).toBeUndefined();
    expect(file.data('mesh')).toBeUndefined();
  });
});
