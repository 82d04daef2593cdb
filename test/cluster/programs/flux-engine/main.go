// Flux's own apply and prune (fluxcd/pkg/ssa, the engine of kustomize-controller) behind a line of JSON: one request a
// line on standard input, one answer a line on standard output. The test lane speaks to it so that what it shows is what
// Flux does, staging and dry run of the whole set included, and not a reading of it.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"os"

	"github.com/fluxcd/cli-utils/pkg/kstatus/polling"
	"github.com/fluxcd/pkg/ssa"
	"github.com/fluxcd/pkg/ssa/normalize"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/apiutil"
)

type request struct {
	Action    string                       `json:"action"` // apply, diff, delete or build
	Owner     string                       `json:"owner"`  // name of the Kustomization that the objects belong to
	Namespace string                       `json:"namespace"`
	Objects   []*unstructured.Unstructured `json:"objects"`

	// For build: the folder of the repository, the path below it, and the Kustomization that names the path.
	Root          string                     `json:"root"`
	Path          string                     `json:"path"`
	Kustomization *unstructured.Unstructured `json:"kustomization"`
}

type entry struct {
	Subject string `json:"subject"`
	Action  string `json:"action"`
}

type answer struct {
	Entries []entry                      `json:"entries"`
	Objects []*unstructured.Unstructured `json:"objects,omitempty"`
	Error   string                       `json:"error,omitempty"`
}

// strict asks the API server to refuse a field that the kind's schema does not know; Flux leaves that to the server's default.
type strict struct{ next http.RoundTripper }

func (s strict) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.Method == http.MethodPatch || request.Method == http.MethodPost {
		request = request.Clone(request.Context())
		query := request.URL.Query()
		query.Set("fieldValidation", "Strict")
		request.URL.RawQuery = query.Encode()
	}
	return s.next.RoundTrip(request)
}

func newManager(kubeconfig string) (*ssa.ResourceManager, error) {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, err
	}
	config.QPS = -1
	config.WarningHandler = rest.NoWarnings{}
	config.Wrap(func(next http.RoundTripper) http.RoundTripper { return strict{next} })
	httpClient, err := rest.HTTPClientFor(config)
	if err != nil {
		return nil, err
	}
	mapper, err := apiutil.NewDynamicRESTMapper(config, httpClient)
	if err != nil {
		return nil, err
	}
	apiClient, err := client.New(config, client.Options{HTTPClient: httpClient, Mapper: mapper, Scheme: runtime.NewScheme()})
	if err != nil {
		return nil, err
	}
	poller := polling.NewStatusPoller(apiClient, mapper, polling.Options{})
	owner := ssa.Owner{Field: "kustomize-controller", Group: "kustomize.toolkit.fluxcd.io"}
	return ssa.NewResourceManager(apiClient, poller, owner), nil
}

func perform(ctx context.Context, manager *ssa.ResourceManager, asked request) answer {
	if asked.Action == "build" {
		objects, err := build(asked.Root, asked.Path, asked.Kustomization)
		if err != nil {
			return answer{Entries: []entry{}, Error: err.Error()}
		}
		return answer{Entries: []entry{}, Objects: objects}
	}
	if err := normalize.UnstructuredList(asked.Objects); err != nil {
		return answer{Error: err.Error()}
	}
	manager.SetOwnerLabels(asked.Objects, asked.Owner, asked.Namespace)
	var changes *ssa.ChangeSet
	var err error
	switch asked.Action {
	case "apply":
		changes, err = manager.ApplyAllStaged(ctx, asked.Objects, ssa.DefaultApplyOptions())
	case "delete":
		options := ssa.DefaultDeleteOptions()
		options.Inclusions = manager.GetOwnerLabels(asked.Owner, asked.Namespace)
		changes, err = manager.DeleteAll(ctx, asked.Objects, options)
	case "diff":
		changes = ssa.NewChangeSet()
		for _, object := range asked.Objects {
			change, _, _, diffErr := manager.Diff(ctx, object, ssa.DefaultDiffOptions())
			if diffErr != nil {
				err = diffErr
				break
			}
			changes.Add(*change)
		}
	default:
		err = fmt.Errorf("unknown action %q", asked.Action)
	}
	result := answer{Entries: []entry{}}
	if changes != nil {
		for _, change := range changes.Entries {
			result.Entries = append(result.Entries, entry{Subject: change.Subject, Action: change.Action.String()})
		}
	}
	if err != nil {
		result.Error = err.Error()
	}
	return result
}

func main() {
	kubeconfig := flag.String("kubeconfig", os.Getenv("KUBECONFIG"), "file that says how to reach the API server")
	flag.Parse()
	manager, err := newManager(*kubeconfig)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	lines := bufio.NewReaderSize(os.Stdin, 1<<20)
	output := json.NewEncoder(os.Stdout)
	for {
		line, readErr := lines.ReadBytes('\n')
		if readErr != nil {
			return
		}
		var asked request
		if err := json.Unmarshal(line, &asked); err != nil {
			_ = output.Encode(answer{Error: err.Error()})
			continue
		}
		_ = output.Encode(perform(context.Background(), manager, asked))
	}
}
