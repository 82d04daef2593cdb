/** `npm run field -- FOLDER`: checks every repository in a folder, and writes docs/check-in-the-field.md. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJudgements, sample } from './judgements';
import { fieldPage } from './page';
import { measure, repositoriesIn } from './repositories';

const usage = `npm run field -- FOLDER [--sample N | --write]
Checks every Git repository in a folder and prints the page, or a sample of findings to judge as JSON.
  --sample N  so many findings, for docs/check-in-the-field.judgements.json: {ID: {repository, rule, severity, right}}
  --write     write docs/check-in-the-field.md
`;

function main([folder, option, number]: readonly string[]): number {
  const size = option === '--sample' ? Number(number) : 0;
  if (
    folder === undefined ||
    folder.startsWith('-') ||
    !['--sample', '--write', undefined].includes(option) ||
    Number.isNaN(size)
  ) {
    process.stderr.write(usage);
    return 2;
  }
  const measured = repositoriesIn(folder).map(measure);
  if (option === '--sample') {
    process.stdout.write(`${JSON.stringify(sample(measured, size), undefined, 1)}\n`);
    return 0;
  }
  const docs = join(__dirname, '../../docs');
  const page = fieldPage(measured, readJudgements(join(docs, 'check-in-the-field.judgements.json')));
  if (option === '--write') writeFileSync(join(docs, 'check-in-the-field.md'), page);
  else process.stdout.write(page);
  return 0;
}

process.exitCode = main(process.argv.slice(2));
