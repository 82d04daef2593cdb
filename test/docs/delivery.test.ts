import { readFileSync } from 'node:fs';
import { documentsToYaml } from '../../output/yaml';
import { fleetDelivery } from '../../plan/argo-cd-fleet';
import { stages } from '../../plan/stage';
import { quotedFile } from '../reference/reference';

const read = (path: string) => readFileSync(quotedFile(path), 'utf8');

/** YAML blocks of a page, each with the file that the line before it names. */
function blocks(page: string): readonly { readonly file: string; readonly yaml: string }[] {
  const found = read(`docs/${page}`).matchAll(/^`(dist\/[^`]+)`\n\n```yaml\n([\s\S]*?)^```$/gm);
  return [...found].map(([, file = '', yaml = '']) => ({ file, yaml }));
}

const pages = ['delivery-flux.md', 'delivery-argo-cd.md'];

test.each(pages.flatMap((page) => blocks(page).map(({ file, yaml }) => [page, file, yaml] as const)))(
  'docs/%s quotes %s as it is',
  (_, file, yaml) => {
    // A quote from the middle of a file has lost its indentation.
    const indented = [0, 2, 4].map((spaces) => yaml.replace(/^(?=.)/gm, ' '.repeat(spaces)));
    const text = read(file);
    expect(indented.filter((quote) => text.includes(quote))).toHaveLength(1);
  },
);

test.each(pages)('docs/%s quotes files at all', (page) => {
  expect(blocks(page).length).toBeGreaterThan(1);
});

test('the fleet’s objects are shown as they are made', () => {
  const fleet = fleetDelivery({
    repository: 'https://github.com/example/platform',
    revision: 'main',
    path: 'dist',
    generator: 'clusters',
  });
  expect(read('docs/delivery-argo-cd.md')).toContain(`\`\`\`yaml\n${documentsToYaml(fleet)}\`\`\``);
});

test('the commands of a teardown name every stage, the last one first', () => {
  const [, listed = ''] = /for stage in ([^;]+);/.exec(read('docs/teardown-and-upgrades.md')) ?? [];
  expect(listed.split(' ')).toEqual(stages.toReversed());
});
