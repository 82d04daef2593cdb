// Only the CustomResourceDefinitions of this module are read; nothing of it is built. It is the newest version of
// External Secrets that the Go module proxy gives.
module meshwright.dev/test/cluster/external-secrets-crds

go 1.25

require github.com/external-secrets/external-secrets v1.3.2
