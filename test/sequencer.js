// In which order test files run: those that `npm run test:measure` found to be dear come first, the dearest at the head, so that no
// worker is left with one at the end. Jest by itself goes by what it measured on the same machine before, which a new clone has not.
const { relative, sep } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');
const slow = require('./slow-files.json');

const places = new Map(slow.map((file, place) => [file, place]));

module.exports = class extends Sequencer {
  sort(tests) {
    const placeOf = ({ path, context }) =>
      places.get(relative(context.config.rootDir, path).replaceAll(sep, '/')) ?? slow.length;
    return super.sort(tests).toSorted((one, other) => placeOf(one) - placeOf(other));
  }
};
