// Says which test files are too dear for `npm run test:fast`.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { read } = require('./costs.js');

/** So much of all that the fast test files cost is too much for one of them. */
const tooMuch = 0.05;

module.exports = class {
  folder = mkdtempSync(join(tmpdir(), 'meshwright-costs-'));
  costs = join(this.folder, 'costs');

  constructor() {
    process.env.MESHWRIGHT_TEST_COSTS = this.costs;
  }

  onRunComplete(_contexts, { numTotalTestSuites }) {
    let costs = [];
    try {
      costs = read(this.costs);
    } catch {
      // No test file ran.
    }
    rmSync(this.folder, { recursive: true, force: true });
    const all = costs.reduce((sum, { cost }) => sum + cost, 0);
    const dear = costs.filter(({ cost }) => cost > tooMuch * all);
    // Of a few files each one is dear.
    if (numTotalTestSuites < 100 || dear.length === 0) return;
    process.stderr.write(
      `Too dear for the fast tests (npm run test:measure writes their list anew):\n${dear
        .map(({ path, cost }) => `  ${path}: ${cost} ms of ${Math.round(all)} ms\n`)
        .join('')}`,
    );
  }
};
