/** A file of External Secrets, as the source of a rule. */
export function operatorFile(path: string): string {
  return `External Secrets v2.9.0 ${path}`;
}

/** Where the webhook judges an ExternalSecret, for rules both of whose examples it has answered. */
export const webhookFile = operatorFile(
  'apis/externalsecrets/v1/externalsecret_validator.go; the webhook has answered for both examples',
);
