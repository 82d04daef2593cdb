// How test files load modules: Jest's own runtime, but what is no test's is loaded once for all test files of a worker, as the
// program loads it once for all clusters of a run. Loading it anew costs more than most test files do.
const { join, sep } = require('node:path');
const { default: Runtime } = require('jest-runtime');

/** By path: the modules of the program and its packages, and those of Jest; and where the source of each is. */
const program = new Map();
const framework = new Map();
const sourceMaps = new Map();

/** What test files share besides: what they read and build of the reference clusters. */
const shared = ['test/mesh/clusters.ts', 'test/charts/objects.ts'];

/** What a run of the program is given and keeps to its end, such as the rules of extensions: how much of it there is. */
const given = [
  ['checks/rules.ts', ({ rules }) => rules.length],
  ['plan/health.ts', ({ healthRules }) => healthRules.length],
  [
    'references/schemas.ts',
    ({ schemaIndex, givenModule }) => schemaIndex().filter(({ module }) => module === givenModule).length,
  ],
];
/** By file; no test file has given a schema yet where the first one is done. */
const known = new Map([['references/schemas.ts', 0]]);

/** Modules by path: those of one test file, and behind them the ones that are for all. */
class LayeredModules extends Map {
  constructor(lasting, isLasting) {
    super();
    this.lasting = lasting;
    this.isLasting = isLasting;
  }

  get(path) {
    return super.get(path) ?? this.lasting?.get(path);
  }

  has(path) {
    return super.has(path) || this.lasting?.has(path) === true;
  }

  set(path, module) {
    if (this.lasting !== undefined && this.isLasting(path)) this.lasting.set(path, module);
    else super.set(path, module);
    return this;
  }

  delete(path) {
    return super.delete(path) || this.lasting?.delete(path) === true;
  }
}

class LastingRuntime extends Runtime {
  constructor(config, ...others) {
    super(config, ...others);
    this.root = config.rootDir;
    const tests = join(config.rootDir, `test${sep}`);
    // What collects the tests of a file is made for one file.
    const circus = `${sep}jest-circus${sep}`;
    const fixtures = new Set(shared.map((file) => join(config.rootDir, file)));
    const lasts = (path) => !path.startsWith(tests) || fixtures.has(path);
    this.registries.moduleRegistry = new LayeredModules(program, lasts);
    this.registries.internalModuleRegistry = new LayeredModules(framework, (path) => !path.includes(circus));
    this.transformCache.sourceMaps = sourceMaps;
    this.isMade = true;
  }

  /** From here on the test file has modules of its own. */
  resetModules() {
    if (this.isMade) this.registries.moduleRegistry = new Map();
    super.resetModules();
  }

  /** Lasting modules load others by way of the runtime that they came from, so only what was the test file's own goes. */
  teardown() {
    this.restoreAllMocks();
    this.registries.moduleRegistry.clear();
    this.registries.internalModuleRegistry.clear();
    this.mockState.clear();
    this.fileCache.clear();
    this.transformCache.clear();
    this.jestGlobals.clearJestObjectCache();
    this.loggedReferenceErrors.clear();
    this.testState.enterTestCode();
    this.refuseGiven();
  }

  refuseGiven() {
    for (const [file, count] of given) {
      const module = program.get(join(this.root, file));
      if (module?.loaded !== true) continue;
      const now = count(module.exports);
      const before = known.get(file) ?? now;
      known.set(file, now);
      if (now !== before)
        throw new Error(
          `a test gave ${file} something that it keeps for the other test files: begin the file with /** @own-modules */`,
        );
    }
  }
}

module.exports = class {
  constructor(config, environment, ...others) {
    // biome-ignore lint/correctness/noConstructorReturn: which one it is depends on the test file's environment.
    return new (environment.isLasting ? LastingRuntime : Runtime)(config, environment, ...others);
  }
};
