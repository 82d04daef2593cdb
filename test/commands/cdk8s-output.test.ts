import * as fs from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CDK8S_LINK, destination, makeLink } from '../../commands/cdk8s-output';
import { temporaryFolder, tree, write } from '../output/folders';

const folder = temporaryFolder();
afterAll(folder.remove);
let root: string;
let number = 0;
beforeEach(() => {
  root = join(folder.root, String(number++));
  write(root, { 'dist/a/b.yaml': 'kind: A\n' });
});

describe('where the output goes', () => {
  test('is dist, or the folder that --out names', () => {
    expect(destination('dist', '.', undefined)).toEqual({ out: 'dist', link: undefined, single: undefined });
    expect(destination('x', '.', '')).toEqual({ out: 'x', link: undefined, single: undefined });
  });

  test('is dist and a link to it under cdk8s synth, whose output folder in cdk8s.yaml is that link', () => {
    expect(destination('dist', '.', CDK8S_LINK)).toEqual({
      out: 'dist',
      link: CDK8S_LINK,
      single: undefined,
    });
    const settings: unknown = parse(fs.readFileSync(join(__dirname, '../../cdk8s.yaml'), 'utf8'));
    expect(settings).toMatchObject({ output: CDK8S_LINK });
  });

  test('is a link below the root of the repository, in whichever of its folders cdk8s synth is called', () => {
    expect(destination('../dist', '..', join('..', CDK8S_LINK))).toMatchObject({
      link: join('..', CDK8S_LINK),
    });
  });

  test('is the folder that cdk8s synth --output names, which that command has deleted', () => {
    expect(destination('dist', '.', join(root, 'gone'))).toMatchObject({
      out: join(root, 'gone'),
      link: undefined,
    });
  });

  test('is one file in the empty folder that cdk8s synth --stdout prints from', () => {
    expect(destination('dist', '.', root)).toMatchObject({ single: join(root, 'objects.yaml') });
  });
});

describe('the link for cdk8s synth', () => {
  const link = () => join(root, '.cache/output');

  test('leads to the output, and deleting it as cdk8s does leaves the output alone', () => {
    makeLink(link(), join(root, 'dist'));
    expect(fs.readlinkSync(link())).toBe('../dist');
    expect(fs.readFileSync(join(link(), 'a/b.yaml'), 'utf8')).toBe('kind: A\n');
    fs.rmSync(link(), { recursive: true, force: true });
    expect(tree(root)).toEqual({ 'dist/a/b.yaml': 'kind: A\n' });
  });

  test.each([
    ['a folder', () => write(root, { '.cache/output/old.yaml': 'kind: Old\n' })],
    ['a file', () => write(root, { '.cache/output': 'old\n' })],
    ['a link to nothing', () => fs.symlinkSync('nothing', link())],
    ['a link to another folder', () => fs.symlinkSync('../other', link())],
    ['the same link', () => makeLink(link(), join(root, 'dist'))],
  ])('takes the place of %s', (_what, prepare) => {
    write(root, { 'other/mine.yaml': 'kind: Mine\n', '.cache/x': '' });
    prepare();
    makeLink(link(), join(root, 'dist'));
    expect(fs.readlinkSync(link())).toBe('../dist');
    expect(fs.readdirSync(join(root, '.cache'))).toEqual(['output', 'x']);
    expect(tree(root)).toMatchObject({ 'other/mine.yaml': 'kind: Mine\n', 'dist/a/b.yaml': 'kind: A\n' });
  });
});
