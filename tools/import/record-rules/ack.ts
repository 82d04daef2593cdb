/** The controllers of AWS Controllers for Kubernetes. */
export const ackRules: Readonly<Record<string, string | null>> = {
  'Value is immutable once set': null,
};
