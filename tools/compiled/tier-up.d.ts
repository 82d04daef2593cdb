/** To be called before the program is compiled: see tier-up.js. */
export function optimizeLate(): void;
/** To be called before the program is compiled: see tier-up.js. */
export function markAtOnce(): void;
/** To be called when the program is compiled: see tier-up.js. */
export function markBeside(): void;
