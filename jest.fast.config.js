const config = require('./jest.config.js');
/** What `npm run test:measure` found to be dear. A new file is a fast one until it stands there. */
const slow = require('./test/slow-files.json');

/** @type {import('jest').Config} */
module.exports = {
  ...config,
  reporters: ['default', '<rootDir>/test/fast-reporter.js'],
  testPathIgnorePatterns: [...config.testPathIgnorePatterns, ...slow.map((file) => `<rootDir>/${file}$`)],
};
