import type { parse } from 'luaparse';

/** Lua of OpenResty: LuaJIT, which takes over a few things from Lua 5.2. */
const dialects = ['LuaJIT', '5.2'] as const;

/**
 * What is wrong with a piece of Lua, in the parser's words (`[1:3] '=' expected near '<eof>'`: line, column); undefined
 * where it can be parsed. The gateway parses the code of a plugin when it gets its configuration, and does not run it
 * (Kong/kong 3.9 kong/tools/sandbox.lua, validate_safe; kong/plugins/pre-function/_schema.lua).
 */
export function luaProblem(code: string): string | undefined {
  let problem: string | undefined;
  for (const luaVersion of dialects) {
    try {
      parser().parse(code, { luaVersion, comments: false });
      return undefined;
    } catch (error) {
      // Nested more deeply than the parser can follow, which says nothing of the code.
      if (error instanceof RangeError) return undefined;
      problem ??= error instanceof Error ? error.message : String(error);
    }
  }
  return problem;
}

/** Loaded at its first use: most configurations have no Lua. */
function parser(): { readonly parse: typeof parse } {
  return require('luaparse');
}
