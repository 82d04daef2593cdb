// How soon V8 optimizes what it runs, and how it collects memory, for programs that end within seconds.

const v8 = require('node:v8');

/**
 * By the major version of V8: optimize only what has run eight times as often as V8 waits for by itself. Most of what a run
 * of seconds optimizes earlier is optimized for nothing. A flag that a V8 does not know is an error, so every version that
 * a supported Node has is named, and one that is not named here runs as it is.
 */
const FLAGS = new Map([
  // Node 20
  ['11', '--interrupt-budget=540672'],
  // Node 22, 24 and 26
  ['12', '--invocation-count-for-turbofan=24000'],
  ['13', '--invocation-count-for-turbofan=24000'],
  ['14', '--invocation-count-for-turbofan=24000'],
]);

const [major] = process.versions.v8.split('.');

/** To be called before the program is compiled: V8 takes machine code from a cache only under the flags that it was made with. */
exports.optimizeLate = () => {
  const flag = FLAGS.get(major);
  if (flag !== undefined) v8.setFlagsFromString(flag);
};

/**
 * Memory is marked at once when it has to be, and not bit by bit on another processor beside the program: that begins long before anything
 * has to be collected, and is for programs that must not pause. To be called before the program is compiled, too.
 */
exports.markAtOnce = () => {
  if (FLAGS.has(major)) v8.setFlagsFromString('--no-incremental-marking');
};

/** Takes `markAtOnce` back, for who waits for changes and answers them at once: to be called when the program is compiled. */
exports.markBeside = () => v8.setFlagsFromString('--incremental-marking');
