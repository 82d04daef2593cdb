import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { answered } from '../../output/answered';
import { DISK, type FileSystem } from '../../output/file-system';
import { publish, publishing } from '../../output/publish';
import type { PublishOptions, PublishResult } from '../../output/publish-types';
import { type PublishAnswer, type PublishRequest, PublishShare } from '../../output/share';
import { failingAt } from './faulty-files';
import { AFTER, BEFORE, FOREIGN, temporaryFolder, tree, write } from './folders';

const folder = temporaryFolder();
afterAll(folder.remove);

/** An output folder that holds the clusters before the change, and files that are not ours. */
function published(name: string): string {
  const out = join(folder.root, name);
  mkdirSync(out);
  publish(out, BEFORE);
  write(out, FOREIGN);
  return out;
}

/** Publishes the clusters after the change, of which two hold some each, the last first. */
function publishByTwo(out: string, options: PublishOptions = {}, second: FileSystem = DISK): PublishResult {
  const [blue, green, violet] = AFTER;
  if (blue === undefined || green === undefined || violet === undefined) throw new Error('three clusters');
  const shares = [new PublishShare(DISK, [violet]), new PublishShare(second, [blue, green])];
  return byHolders(out, options, (request) => shares.map((share) => share.answer(request)));
}

function byHolders(
  out: string,
  options: PublishOptions,
  answer: (request: PublishRequest) => readonly PublishAnswer[],
): PublishResult {
  const names = AFTER.map(({ name }) => name);
  return answered(publishing(out, names, options), answer);
}

describe('several who hold files of clusters', () => {
  test('publish what one would, and report it in the order of the clusters', () => {
    const [one, two] = [published('one'), published('two')];
    expect(publishByTwo(two)).toEqual(publish(one, AFTER));
    expect(tree(two)).toEqual(tree(one));
  });

  test('check what one would, with the texts of the files that differ', () => {
    const out = published('checked');
    const found = publish(out, AFTER, { check: true });
    expect(found).toMatchObject({
      outcome: 'checked',
      changes: [{ before: expect.any(String) }, {}, {}, {}, {}, {}],
    });
    expect(publishByTwo(out, { check: true })).toEqual(found);
  });

  test('all refuse where the disk of one fails', () => {
    for (const operation of [1, 2, 3, 4]) {
      const out = published(`full-${operation}`);
      const before = tree(out);
      expect(publishByTwo(out, {}, failingAt(operation, 'ENOSPC'))).toMatchObject({
        outcome: 'refused',
        problems: [{ found: 'the disk is full (ENOSPC); the folder is as it was' }],
      });
      expect(tree(out)).toEqual(before);
    }
  });

  test('leave every file as it was, and the folder free, where one ends with a mistake of the program', () => {
    const out = published('mistaken');
    const before = tree(out);
    const share = new PublishShare(DISK, AFTER);
    const mistaken = (request: PublishRequest) => {
      if (request.publish === 'stage') throw new TypeError('a mistake');
      return [share.answer(request)];
    };
    expect(() => byHolders(out, {}, mistaken)).toThrow(new TypeError('a mistake'));
    expect(tree(out)).toEqual(before);
    expect(publish(out, AFTER, { patience: 0 })).toMatchObject({ outcome: 'written' });
  });
});
