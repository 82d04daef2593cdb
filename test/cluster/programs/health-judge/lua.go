package main

import (
	"context"
	"fmt"
	"time"

	"github.com/yuin/gopher-lua"
)

// argo runs a health script in Argo CD's interpreter with the libraries that Argo CD opens (util/lua/lua.go: package,
// base and table, so no string library) and its limit of a second. Argo CD's own package cannot be had: a module that it
// needs is refused by the Go module proxy.
func argo(asked question) (string, error) {
	state := lua.NewState(lua.Options{SkipOpenLibs: true})
	defer state.Close()
	for name, open := range map[string]lua.LGFunction{
		lua.LoadLibName: lua.OpenPackage, lua.BaseLibName: lua.OpenBase, lua.TabLibName: lua.OpenTable,
	} {
		if err := state.CallByParam(lua.P{Fn: state.NewFunction(open), Protect: true}, lua.LString(name)); err != nil {
			return "", err
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	state.SetContext(ctx)
	state.SetGlobal("obj", valueFor(state, asked.Object.Object))
	if err := state.DoString(asked.Script); err != nil {
		return "", err
	}
	returned, isTable := state.Get(-1).(*lua.LTable)
	if !isTable {
		return "", fmt.Errorf("the script gave a %s, not a table", state.Get(-1).Type())
	}
	return lua.LVAsString(returned.RawGetString("status")), nil
}

func valueFor(state *lua.LState, value any) lua.LValue {
	switch value := value.(type) {
	case string:
		return lua.LString(value)
	case bool:
		return lua.LBool(value)
	case int64:
		return lua.LNumber(value)
	case float64:
		return lua.LNumber(value)
	case []any:
		table := state.CreateTable(len(value), 0)
		for _, item := range value {
			table.Append(valueFor(state, item))
		}
		return table
	case map[string]any:
		table := state.CreateTable(0, len(value))
		for key, item := range value {
			table.RawSetString(key, valueFor(state, item))
		}
		return table
	default:
		return lua.LNil
	}
}
