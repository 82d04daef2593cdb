/** Largest cluster file, in bytes. A larger one is refused before it is parsed. */
export const maxFileBytes = 1024 * 1024;

/** Deepest nesting of maps and lists. Kubernetes objects stay below 30. */
export const maxDepth = 100;

/** How many values all aliases of a file together may stand for. */
export const maxAliasedValues = 10_000;

/** How many syntax errors of one file are reported; what follows the first few is mostly their echo. */
export const maxSyntaxErrors = 20;

/** Longest text in an object, in UTF-16 code units: etcd takes no request of more bytes (its `--max-request-bytes`). */
export const maxTextLength = 1.5 * 1024 * 1024;
