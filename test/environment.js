// Where tests run: Jest's own environment for Node, but a worker compiles each module once, and not once for each test file.
// Jest compiles with `vm.compileFunction`, of which V8 keeps nothing; a script it can run again in the context of another
// test file, with all that was compiled of it meanwhile. Modules are still evaluated for each test file, in its own context.
const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');
const { optimizeLate } = require('../tools/compiled/tier-up.js');

// Each test file has functions of its own, which run for a second or two: most are not worth optimizing.
optimizeLate();

/** By file: the text that was compiled, and what came of it. */
const compiled = new Map();

vm.compileFunction = (text, parameters, { filename, importModuleDynamically, parsingContext }) => {
  const known = compiled.get(filename);
  if (known?.text === text) return known.script.runInContext(parsingContext);
  const head = `(function (${parameters.join(', ')}) {`;
  const script = new vm.Script(`${head}${text}\n})`, {
    filename,
    columnOffset: -head.length,
    importModuleDynamically,
  });
  compiled.set(filename, { text, script });
  return script.runInContext(parsingContext);
};

module.exports = TestEnvironment;
