/** To be called before the program is compiled: see tier-up.js. */
export function optimizeLate(): void;
