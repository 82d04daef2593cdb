// Jest calls what this file exports before any test.
const { prepareReferenceOutput } = require('./write-output.ts');

module.exports = prepareReferenceOutput;
