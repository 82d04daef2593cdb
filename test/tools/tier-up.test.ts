import { spawnSync } from 'node:child_process';
import packageFile from '../../package.json';

test('no script gives node an option but --import: what V8 knows differs from one Node to the next', () => {
  const options = Object.values(packageFile.scripts).flatMap(
    (script) => script.match(/(?<=\bnode( \S+)* )-\S+/g) ?? [],
  );
  expect([...new Set(options)]).toEqual(['--import']);
});

test('V8 takes the flags that are chosen for this Node, without a word', () => {
  const tierUp = JSON.stringify(require.resolve('../../tools/compiled/tier-up.js'));
  const program = `for (const choose of Object.values(require(${tierUp}))) choose()`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
});
