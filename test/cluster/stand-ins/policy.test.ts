import { allows, type PolicyDocument, type Statement } from './policy';

const read = 'secretsmanager:GetSecretValue';
const arn = 'arn:aws:secretsmanager:us-west-2:123456789012:secret:dj/key-a1B2c3';

const document = (...statements: readonly Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements,
});
const allow = (resource: string, action = read): Statement => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
});

describe('the stand-in for IAM', () => {
  test.each([
    [true, 'the ARN itself', allow(arn)],
    [true, 'six characters for the random ones', allow(arn.replace('a1B2c3', '??????'))],
    [false, 'five characters for the random ones', allow(arn.replace('a1B2c3', '?????'))],
    [false, 'the name without what Secrets Manager adds', allow(arn.replace('-a1B2c3', ''))],
    [true, 'everything', allow('*')],
    [false, 'another account', allow(arn.replace('123456789012', '123456789013'))],
    [true, 'an action by wildcard, in other capitals', allow(arn, 'SecretsManager:Get*')],
    [false, 'another action', allow(arn, 'secretsmanager:DescribeSecret')],
  ])('says %s for a policy that allows %s', (answer, _what, statement) => {
    expect(allows(document(statement), { action: read, resource: arn })).toBe(answer);
  });

  test('lets a denial win over a permission', () => {
    const denied = document(allow('*'), { ...allow(arn), Effect: 'Deny' });
    expect(allows(denied, { action: read, resource: arn })).toBe(false);
  });

  test('takes a dot for a dot', () => {
    expect(allows(document(allow('a.b')), { action: read, resource: 'axb' })).toBe(false);
  });

  describe('of a trust policy', () => {
    const provider = 'arn:aws:iam::123456789012:oidc-provider/issuer';
    const trust = document({
      Effect: 'Allow',
      Principal: { Federated: provider },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'issuer:sub': 'system:serviceaccount:prod:a', 'issuer:aud': 'sts.amazonaws.com' },
      },
    });
    const asked = (sub: string, aud: string, principal = provider) =>
      allows(trust, {
        action: 'sts:AssumeRoleWithWebIdentity',
        principal,
        context: { 'issuer:sub': sub, 'issuer:aud': aud },
      });

    test('takes the very account, audience and provider', () => {
      expect(asked('system:serviceaccount:prod:a', 'sts.amazonaws.com')).toBe(true);
    });

    test.each([
      ['another service account', 'system:serviceaccount:prod:ab', 'sts.amazonaws.com', provider],
      ['another audience', 'system:serviceaccount:prod:a', 'https://kubernetes.default.svc', provider],
      ['another provider', 'system:serviceaccount:prod:a', 'sts.amazonaws.com', `${provider}2`],
    ])('refuses %s', (_what, sub, aud, principal) => {
      expect(asked(sub, aud, principal)).toBe(false);
    });

    test('refuses a condition that it does not know', () => {
      const unknown = document({
        ...allow(arn),
        Condition: { DateLessThan: { 'aws:CurrentTime': '2030-01-01' } },
      });
      const context = { 'aws:CurrentTime': '2026-01-01' };
      expect(allows(unknown, { action: read, resource: arn, context })).toBe(false);
    });
  });
});
