/** A reference file with something under `observability`, and Prometheus' operator on its cluster. */
export function withObservability(text: string, said: string): string {
  return text.replace(/^given: \[/m, `observability:${said}given: [prometheus-operator, `);
}

/** A gateway that Kong Operator makes and Konnect configures. */
export const plainGateway = `gateway:
  mode: konnect-operator
  version: "3.14"
  konnect: {region: eu, tokenSecret: konnect/token}
`;
