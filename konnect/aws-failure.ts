import { Failure } from './failure';

const credentialErrors = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'TokenRefreshRequired',
  'UnrecognizedClientException',
]);

/**
 * The sentences for an error of the AWS SDK. Only its name and message are used, and both are freed of secrets: the
 * error object itself holds the request, so it is never shown.
 *
 * @param context `purpose` comes after "Cannot", `needs` is the IAM action that a refusal asks for
 */
export function explainAwsError(
  error: unknown,
  context: {
    readonly purpose: string;
    readonly needs: string;
    readonly region: string;
    readonly hide: (text: string) => string;
  },
): Failure {
  if (error instanceof Failure) return error;
  const { purpose, needs, region, hide } = context;
  const name = error instanceof Error ? error.name : 'unknown error';
  const message = hide(error instanceof Error ? error.message : '').slice(0, 300);
  const head = `Cannot ${purpose} in ${region}`;
  if (credentialErrors.has(name)) {
    return new Failure(
      `${head}: AWS does not accept the credentials, or there are none (${name}). Sign in (aws sso login), or set AWS_PROFILE or the AWS_ variables. AWS says: ${message}`,
    );
  }
  if (name === 'AccessDeniedException' || name === 'AccessDenied') {
    return new Failure(`${head}: the AWS identity may not do this; it needs ${needs}. AWS says: ${message}`);
  }
  if (name === 'LimitExceededException') {
    return new Failure(`${head}: a quota of the AWS account is used up. AWS says: ${message}`);
  }
  if (name === 'ThrottlingException' || name === 'TooManyRequestsException') {
    return new Failure(`${head}: AWS still asks for fewer calls after 5 attempts. Wait a few minutes.`);
  }
  const status = statusOf(error);
  if (status === undefined) {
    const reason = message.replace(/^AWS SDK error wrapper for \w+: /, '');
    return new Failure(
      `${head}: no answer from AWS (${reason === '' ? name : reason}): no network, a wrong region, or AWS_ENDPOINT_URL is wrong.`,
    );
  }
  if (status >= 500) return new Failure(`${head}: AWS failed (${status}) at every attempt. Try again later.`);
  return new Failure(`${head}: AWS refused the call (${status}, ${name}). AWS says: ${message}`);
}

/** The HTTP status that the SDK keeps with an error; undefined when no answer came. */
function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
