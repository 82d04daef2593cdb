/** The part of the AWS SDK that `konnect` needs: in the package a file of its own, for no other command loads it. */
export * from '@aws-sdk/client-secrets-manager';
export { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
