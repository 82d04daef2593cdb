const config = require('./jest.config.js');
/** Each starts processes, tries many values or runs for more than half a second. A new file is a fast one until it stands there. */
const slow = require('./test/slow-files.json');

/** @type {import('jest').Config} */
module.exports = {
  ...config,
  testPathIgnorePatterns: [...config.testPathIgnorePatterns, ...slow.map((file) => `<rootDir>/${file}$`)],
};
