/** The part of fengari, a Lua virtual machine in JavaScript, that the tests use; the package has no types of its own. */
declare module 'fengari' {
  interface State {
    readonly state: unique symbol;
  }
  type LuaString = Uint8Array;
  export function to_luastring(text: string): LuaString;
  export const lauxlib: {
    luaL_newstate(): State;
    luaL_dostring(state: State, code: LuaString): number;
  };
  export const lualib: { luaL_openlibs(state: State): void };
  export const lua: { lua_tojsstring(state: State, index: number): string };
}
