// Where tests run: Jest's own environment for Node, one for all test files of a worker (see runtime.js), and a worker compiles
// each module once. Jest compiles with `vm.compileFunction`, of which V8 keeps nothing; a script it can run again, with all
// that was compiled of it meanwhile. A global variable of a context is looked up by Node itself, at each use, and V8 remembers
// nothing of it: what the language has is a local variable of each module here, which a module may still declare otherwise.
const hooks = require('node:async_hooks');
const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');
const { installCommonGlobals } = require('jest-util');
const { optimizeLate } = require('../tools/compiled/tier-up.js');
const { begin } = require('./costs.js');

// Most of what tests run is not worth optimizing.
optimizeLate();

/** What no test replaces, unlike `Date`, and modules use often. */
const language = [
  'Array, BigInt, Boolean, Error, Function, JSON, Map, Math, Number, Object, Promise, Proxy, RangeError, Reflect, RegExp',
  'Set, String, Symbol, SyntaxError, TypeError, WeakMap, WeakSet, isFinite, isNaN, parseFloat, parseInt',
].join(', ');

/** By file: the text that was compiled, and what came of it. */
const compiled = new Map();

vm.compileFunction = (text, parameters, { filename, importModuleDynamically, parsingContext }) => {
  const known = compiled.get(filename);
  if (known?.text === text) return known.script.runInContext(parsingContext);
  const head = `(({ ${language} }) => function (${parameters.join(', ')}) {`;
  const script = new vm.Script(`${head}${text}\n})(globalThis)`, {
    filename,
    columnOffset: -head.length,
    importModuleDynamically,
  });
  compiled.set(filename, { text, script });
  return script.runInContext(parsingContext);
};

/**
 * Jest makes a storage for each test file and leaves it enabled, and until Node 24 each promise asks every enabled one: the
 * hundredth file pays for ninety-nine. `run` enables a storage again.
 */
const storages = [];
hooks.AsyncLocalStorage = class extends hooks.AsyncLocalStorage {
  constructor(...options) {
    super(...options);
    storages.push(this);
  }
};

/** What Jest keeps among the globals for one test file: the handlers of its events, and what `jest.setTimeout` said. */
const ofOneFile = [Symbol.for('EVENT_HANDLERS'), Symbol.for('TEST_TIMEOUT_SYMBOL')];

/** The first test file of a worker makes it, and the next ones find it with variables and a folder as at the start. */
class LastingEnvironment extends TestEnvironment {
  isLasting = true;
  folder = process.cwd();

  begin() {
    for (const name of ofOneFile) delete this.global[name];
    process.chdir(this.folder);
    const globals = { Date, Symbol };
    installCommonGlobals(globals, {});
    this.global.process = globals.process;
    return this;
  }

  async teardown() {
    for (const storage of storages.splice(0)) storage.disable();
  }
}

let lasting;

/**
 * Whether a test file has all modules of its own, as Jest has it: where it says so (`@own-modules`), where files are watched,
 * since they change between two runs, where their coverage is counted, and where MESHWRIGHT_OWN_MODULES asks for it.
 */
function hasOwnModules({ watch, watchAll, collectCoverage }, pragmas) {
  return (
    watch ||
    watchAll ||
    collectCoverage ||
    'own-modules' in pragmas ||
    process.env.MESHWRIGHT_OWN_MODULES !== undefined
  );
}

module.exports = class {
  constructor(config, context) {
    begin(context.testPath);
    // biome-ignore-start lint/correctness/noConstructorReturn: Jest makes one for each test file.
    if (hasOwnModules(config.globalConfig, context.docblockPragmas))
      return new TestEnvironment(config, context);
    if (lasting !== undefined) return lasting.begin();
    lasting = new LastingEnvironment(config, context);
    return lasting;
    // biome-ignore-end lint/correctness/noConstructorReturn: Jest makes one for each test file.
  }
};
