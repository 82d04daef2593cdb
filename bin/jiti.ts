/** What loads the extensions of a repository: in the package a file of its own, for most have none. */
const jiti: typeof import('jiti') = require('jiti');
export const { createJiti } = jiti;
