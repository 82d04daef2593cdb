/**
 * How often and how long the AWS SDK tries; it backs off with jitter by itself. AWS_MAX_ATTEMPTS, which the SDK reads,
 * wins over the five attempts given here. Times in milliseconds.
 */
export function awsLimits(environment: Readonly<Record<string, string | undefined>>) {
  return {
    ...(environment.AWS_MAX_ATTEMPTS === undefined ? { maxAttempts: 5 } : {}),
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true },
  };
}
