import type { Rule } from './rule';
import { duplicateRouteName } from './rules/app-mesh/duplicate-route-name';

/** Every rule, one a line, by family and id. A rule that is not listed here does not run, and a test says so. */
export const rules: readonly Rule[] = [duplicateRouteName];
