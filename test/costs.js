// What test files cost: processor time, which other work on the machine hardly changes, and not time by the clock. Counted where
// MESHWRIGHT_TEST_COSTS names a file to write it to, a line for each test file.
const { appendFileSync, readFileSync } = require('node:fs');
const { relative, resolve, sep } = require('node:path');

const root = resolve(__dirname, '..');
let open;

/** Milliseconds of this process and of those that it started and saw end, where the system tells. */
function spent() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 + ofChildren();
}

function ofChildren() {
  try {
    // The fields after the name, which may have blanks in it: proc(5), cutime and cstime in ticks of 10 ms.
    const fields = readFileSync('/proc/self/stat', 'utf8').replace(/^.*\)/s, '').trim().split(' ');
    return 10 * (Number(fields[13]) + Number(fields[14]));
  } catch {
    return 0;
  }
}

function close() {
  if (open === undefined) return;
  appendFileSync(process.env.MESHWRIGHT_TEST_COSTS, `${Math.round(spent() - open.from)} ${open.path}\n`);
  open = undefined;
}

/** From here on what this process does is done for this test file. */
exports.begin = (testPath) => {
  if (process.env.MESHWRIGHT_TEST_COSTS === undefined) return;
  if (open === undefined) process.once('exit', close);
  close();
  open = { path: relative(root, testPath).replaceAll(sep, '/'), from: spent() };
};

/** The test files and what they cost, dearest first. */
exports.read = (file) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([cost, path]) => ({ path, cost: Number(cost) }))
    .toSorted((a, b) => b.cost - a.cost);
