/**
 * What follows where the gateway refuses what the controller makes of an object, which the webhook let pass
 * (measured with Kong Ingress Controller 3.5.13 and Kong Gateway 3.9.1).
 */
export const outage =
  'The webhook lets it pass, and the gateway refuses the whole configuration that the controller makes of all objects: an outage of all later changes. No later change of any route, plugin or consumer reaches it until this one is mended, and a gateway that starts anew meanwhile serves no route at all.';

/** A Service of the examples, with annotations in YAML's flow style. */
export function exampleService(annotations: string): string {
  return `
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod, annotations: {${annotations}}}
spec: {type: ExternalName, externalName: jazz.example.com, ports: [{name: http, port: 9080}]}
`;
}

/** What the examples with a Service of their own take as there. */
export const outageGiven = ['kong-crds', 'Namespace prod', 'IngressClass kong'];
