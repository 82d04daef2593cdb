// What `import 'fast-check'` gives in tests: the library with a fixed seed, so that the same commit has the same result
// on every machine. The long form (npm run test:long) draws anew at each run, and prints the seed of what it finds.
const fc = require('../node_modules/fast-check/lib/cjs/fast-check.js');

if (process.env.MESHWRIGHT_LONG_TESTS === undefined) fc.configureGlobal({ seed: 20260930 });

module.exports = fc;
