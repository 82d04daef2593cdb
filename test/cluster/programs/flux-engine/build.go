package main

import (
	"bytes"
	"os"
	"path/filepath"

	"github.com/fluxcd/pkg/kustomize"
	"github.com/fluxcd/pkg/ssa/utils"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// build reads a folder as kustomize-controller reads it for a Kustomization: a kustomization.yaml that lists the files is
// generated, with the Kustomization's patches, and kustomize builds it. It happens in a copy.
func build(root, path string, kustomization *unstructured.Unstructured) ([]*unstructured.Unstructured, error) {
	copied, err := os.MkdirTemp("", "flux-engine-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(copied)
	if err := os.CopyFS(copied, os.DirFS(root)); err != nil {
		return nil, err
	}
	folder := filepath.Join(copied, path)
	if _, err := kustomize.NewGenerator(copied, *kustomization).WriteFile(folder); err != nil {
		return nil, err
	}
	resources, err := kustomize.SecureBuild(copied, folder, false)
	if err != nil {
		return nil, err
	}
	text, err := resources.AsYaml()
	if err != nil {
		return nil, err
	}
	return utils.ReadObjects(bytes.NewReader(text))
}
