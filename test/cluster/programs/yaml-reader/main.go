// Reads YAML as the API server and kubectl do. Standard input: one YAML text per line, as a JSON string. Standard
// output: one line for each, its value as JSON, or {"error": "..."}.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"sigs.k8s.io/yaml"
)

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<26)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		fmt.Fprintf(out, "%s\n", read(in.Bytes()))
	}
	if err := in.Err(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func read(line []byte) []byte {
	var text string
	err := json.Unmarshal(line, &text)
	if err == nil {
		var value []byte
		if value, err = yaml.YAMLToJSON([]byte(text)); err == nil {
			return value
		}
	}
	message, _ := json.Marshal(map[string]string{"error": err.Error()})
	return message
}
