/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: '<rootDir>/test/environment.js',
  runtime: '<rootDir>/test/runtime.js',
  globalSetup: '<rootDir>/test/reference/setup.js',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transformIgnorePatterns: ['/node_modules/(?!@secretlint/)'],
  testPathIgnorePatterns: ['/node_modules/'],
  transform: {
    // Published as ECMAScript modules alone, which Node loads with `require`, and Jest only from Node 24.9 on.
    '/node_modules/@secretlint/.+\\.js$': ['@swc/jest', { module: { type: 'commonjs' } }],
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  moduleNameMapper: { '^fast-check$': '<rootDir>/test/fast-check.js' },
  modulePathIgnorePatterns: ['<rootDir>/.cache/', '<rootDir>/dist/'],
  maxWorkers: 2,
  // Against tests that hang, and not to measure any: on a busy machine a test of seconds takes a minute.
  testTimeout: 120_000,
  // A worker has nothing open at its end, but its memory is large, and takes the system a second or two to take back.
  workerGracefulExitTimeout: 30_000,
};
