// Whether what a compiled copy was made of is as it was: files by their content, folders by the names in them.

const { createHash } = require('node:crypto');
const fs = require('node:fs');

/** Some file systems tell the time of a change no finer than this. */
const COARSEST_CLOCK_MS = 2000;

/** What is remembered of an input. The stamp is taken first: what is saved meanwhile has another one. */
exports.recordOf = (path) => {
  const stamp = stampOf(path);
  return { ...(stamp === undefined ? {} : { stamp }), sum: exports.sumOf(contentOf(path)) };
};

/** Whether an input is as it is remembered. It is read only where its stamp does not say so. */
exports.isAsRecorded = (path, { stamp, sum }) =>
  (stamp !== undefined && stampOf(path) === stamp) || exports.sumOf(contentOf(path)) === sum;

exports.sumOf = (content) => createHash('sha256').update(content).digest('hex');

/**
 * What every change of a file gives another value: the system keeps the time of it, which nobody can set. Undefined where the next change
 * might be given the same time.
 */
function stampOf(path) {
  const { ctimeMs, ino, size } = fs.statSync(path);
  return Date.now() - ctimeMs > COARSEST_CLOCK_MS ? `${ctimeMs} ${ino} ${size}` : undefined;
}

/** The content of a file; the names of what a folder has to import, for a new one can be what an import means from now on. */
function contentOf(path) {
  if (!fs.statSync(path).isDirectory()) return fs.readFileSync(path);
  return fs
    .readdirSync(path)
    .filter((name) => /\.([cm]?[jt]sx?|json)$/.test(name))
    .sort()
    .join('\n');
}
