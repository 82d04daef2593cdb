import { lauxlib, lua, lualib, to_luastring } from 'fengari';

/**
 * Runs a health script on an object in a Lua interpreter, as Argo CD does: the object is the global `obj`, and the script
 * returns a table with `status` and `message`. @throws Error with Lua's own message
 */
export function health(
  script: string,
  object: unknown,
): { readonly status: string; readonly message: string } {
  const state = lauxlib.luaL_newstate();
  lualib.luaL_openlibs(state);
  const code = `obj = ${literal(object)}\nlocal hs = (function()\n${script}\nend)()\nreturn hs.status .. "\\n" .. hs.message`;
  const failed = lauxlib.luaL_dostring(state, to_luastring(code));
  const result = lua.lua_tojsstring(state, -1);
  if (failed !== 0) throw new Error(result);
  const [status = '', message = ''] = result.split('\n');
  return { status, message };
}

/** A JSON value as a Lua table constructor. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `{${value.map(literal).join(', ')}}`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, inner]) => `[${JSON.stringify(key)}] = ${literal(inner)}`)
      .join(', ')}}`;
  }
  return value === null || value === undefined ? 'nil' : JSON.stringify(value);
}
