// Only the CustomResourceDefinitions of this module are read; nothing of it is built. It is the version that Kong Operator's chart
// brings, which the operator does not start without; the lane's other clusters have the one that imports/ is made of.
module meshwright.dev/test/cluster/gateway-api-crds

go 1.25

require sigs.k8s.io/gateway-api v1.5.1
