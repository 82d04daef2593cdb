/** YAML of a workload that has all that production asks, or lacks some of it. */
export function workloadExample(lacking: {
  readonly image?: string;
  readonly requests?: string;
  readonly probe?: string;
  readonly budget?: boolean;
}): string {
  const {
    image = 'registry.example.com/jazz:1.4.2',
    requests = '{cpu: 10m, memory: 32Mi}',
    probe = 'readinessProbe: {httpGet: {path: /ready, port: 9080}}',
    budget = true,
  } = lacking;
  return `
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod}
spec: {selector: {app: jazz}, ports: [{port: 9080}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: jazz, namespace: prod}
spec:
  replicas: 2
  selector: {matchLabels: {app: jazz}}
  template:
    metadata: {labels: {app: jazz}}
    spec:
      containers:
        - name: jazz
          image: ${image}
          ports: [{containerPort: 9080}]
          resources: {requests: ${requests}}
          ${probe}
${
  budget
    ? `---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: jazz, namespace: prod}
spec: {minAvailable: 1, selector: {matchLabels: {app: jazz}}}
`
    : ''
}`;
}
