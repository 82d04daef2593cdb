// How healthy an object is, in the eyes of Flux (fluxcd/pkg/runtime/cel, the expressions of a Kustomization's
// healthCheckExprs) and of Argo CD (gopher-lua, the scripts of argocd-cm): one question a line on standard input, one answer
// a line on standard output.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"os"

	"github.com/fluxcd/pkg/apis/kustomize"
	"github.com/fluxcd/pkg/runtime/cel"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

type question struct {
	// Either of the two.
	Expressions *kustomize.HealthCheckExpressions `json:"expressions"`
	Script      string                            `json:"script"`
	Object      *unstructured.Unstructured        `json:"object"`
}

type answer struct {
	Status string `json:"status,omitempty"`
	Error  string `json:"error,omitempty"`
}

func flux(asked question) (string, error) {
	evaluator, err := cel.NewStatusEvaluator(asked.Expressions)
	if err != nil {
		return "", err
	}
	result, err := evaluator.Evaluate(context.Background(), asked.Object)
	if err != nil {
		return "", err
	}
	return string(result.Status), nil
}

func main() {
	lines := bufio.NewReaderSize(os.Stdin, 1<<20)
	output := json.NewEncoder(os.Stdout)
	for {
		line, readErr := lines.ReadBytes('\n')
		if readErr != nil {
			return
		}
		var asked question
		var found answer
		err := json.Unmarshal(line, &asked)
		if err == nil {
			judge := argo
			if asked.Expressions != nil {
				judge = flux
			}
			found.Status, err = judge(asked)
		}
		if err != nil {
			found = answer{Error: err.Error()}
		}
		_ = output.Encode(found)
	}
}
