// The upstream modules whose CRDs and OpenAPI documents `npm run import` reads. Only these modules are downloaded,
// never what they depend on; go.sum holds their checksums.
module meshwright/tools/import

go 1.24

require (
	github.com/argoproj/argo-cd/v3 v3.5.1
	github.com/cert-manager/cert-manager v1.21.2
	github.com/fluxcd/helm-controller v1.6.3
	github.com/fluxcd/kustomize-controller v1.9.4
	github.com/fluxcd/source-controller v1.9.4
	github.com/kedacore/keda/v2 v2.21.0
	github.com/prometheus-operator/prometheus-operator v0.92.1
	k8s.io/kubernetes v1.35.4
	sigs.k8s.io/gateway-api v1.3.0
)
