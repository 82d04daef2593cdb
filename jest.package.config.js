const {
  testEnvironment,
  runtime,
  transform,
  transformIgnorePatterns,
  modulePathIgnorePatterns,
} = require('./jest.config.js');

/** The tests of the package as `npm pack` makes it: each installs and runs it, so they are a lane of their own. */
/** @type {import('jest').Config} */
module.exports = {
  testEnvironment,
  runtime,
  transform,
  transformIgnorePatterns,
  modulePathIgnorePatterns,
  globalSetup: '<rootDir>/test/package/pack.js',
  testMatch: ['<rootDir>/test/package/*.lane.ts'],
  testTimeout: 600_000,
  maxWorkers: 1,
};
