import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { apiAddress } from '../../konnect/api-address';
import { makeKeyPair, readCertificate } from '../../konnect/certificate';
import { KonnectClient } from '../../konnect/client';
import { parseDays } from '../../konnect/duration';
import { allows } from '../../konnect/iam-policy';
import { defaultRetryPolicy, parseRetryAfter, waitBefore } from '../../konnect/retry';
import { SecretText } from '../../konnect/secret-text';
import { guard } from '../../konnect/surroundings';

const now = new Date('2026-11-22T01:30:00Z');

function surroundings(environment: Record<string, string> = {}, sent: () => void = () => undefined) {
  const nothing = () => undefined;
  return guard({
    environment,
    fetch: (...parameters) => {
      sent();
      return fetch(...parameters);
    },
    now: () => now,
    sleep: async () => undefined,
    random: () => 0.5,
    print: nothing,
    complain: nothing,
    progress: nothing,
    execute: async () => ({ status: 127, stdout: '', stderr: '' }),
    confirm: undefined,
  });
}

describe('waiting between attempts', () => {
  test('doubles up to a bound, with jitter in its upper half', () => {
    const waits = [1, 2, 3, 7, 8].map((attempt) =>
      [0, 0.999].map((random) => waitBefore(attempt, defaultRetryPolicy, random, undefined)),
    );
    expect(waits).toEqual([
      [250, 500],
      [500, 1000],
      [1000, 1999],
      [10000, 19990],
      [10000, 19990],
    ]);
  });

  test('is never shorter than Retry-After, in seconds or as a date', () => {
    expect(parseRetryAfter('3', now)).toBe(3000);
    expect(parseRetryAfter('Sun, 22 Nov 2026 01:30:05 GMT', now)).toBe(5000);
    expect(parseRetryAfter('Sun, 22 Nov 2026 01:29:00 GMT', now)).toBe(0);
    expect([parseRetryAfter(null, now), parseRetryAfter('soon', now), parseRetryAfter('', now)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(waitBefore(1, defaultRetryPolicy, 0, 3000)).toBe(3000);
  });
});

describe('a server that takes the call and never answers', () => {
  let server: Server;
  let address: string;
  let calls = 0;
  beforeEach(async () => {
    calls = 0;
    server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const call = { where: 'global', path: '/v3/x', purpose: 'do it', needs: 'nothing' } as const;
  const client = () =>
    new KonnectClient({
      token: new SecretText('kpat_x'),
      region: 'eu',
      surroundings: surroundings({ KONNECT_API_URL: address }, () => {
        calls += 1;
      }),
      dryRun: false,
      policy: { ...defaultRetryPolicy, attempts: 3, timeout: 40 },
    });

  test('is given up after the time-out, and a read is tried again', async () => {
    const host = new URL(address).host;
    await expect(client().get(call, z.unknown())).rejects.toThrow(
      `Cannot do it: ${host} did not answer in time; tried 3 times.`,
    );
    expect(calls).toBe(3);
  });

  test('gets a POST only once, since it may have taken effect', async () => {
    const change = client().change({ ...call, method: 'POST', body: {} }, z.unknown());
    await expect(change).rejects.toMatchObject({ uncertain: true, status: undefined });
    expect(calls).toBe(1);
  });
});

test('addresses are those of the region, and KONNECT_API_URL may hold {region}', () => {
  expect(apiAddress('eu', undefined)).toBe('https://eu.api.konghq.com');
  expect(apiAddress('global', undefined)).toBe('https://global.api.konghq.com');
  expect(apiAddress('global', 'https://konnect.internal/{region}/')).toBe('https://konnect.internal/global');
  expect(apiAddress('in', 'http://localhost:8080')).toBe('http://localhost:8080');
  for (const wrong of [
    'konnect',
    'http://10.0.0.1',
    'ftp://localhost',
    'https://me:secret@konnect.internal',
    'https://k?token=x',
  ]) {
    expect(() => apiAddress('eu', wrong)).toThrow('KONNECT_API_URL');
  }
});

test('lengths of time are 1d to the longest that is allowed', () => {
  expect(['1d', '90d', '12w', '1y'].map((text) => parseDays(text, '--expires', 365))).toEqual([
    1, 90, 84, 365,
  ]);
  for (const wrong of ['0d', '366d', '2y', '90', '1.5d', '-1d', '', '3 months']) {
    expect(() => parseDays(wrong, '--expires', 365)).toThrow(
      `--expires ${wrong}: expected a length of time from 1d to 365d`,
    );
  }
});

test('a policy allows what one statement allows and none denies', () => {
  const secret = 'arn:aws:secretsmanager:eu-west-1:210987654321:secret:a/b-AbCdEf';
  const statement = (
    Effect: 'Allow' | 'Deny',
    Resource: string[],
    Action = ['secretsmanager:GetSecretValue'],
  ) => ({
    Statement: [{ Effect, Action, Resource }],
  });
  const exact = statement('Allow', ['arn:aws:secretsmanager:eu-west-1:210987654321:secret:a/b-??????']);
  const action = 'secretsmanager:GetSecretValue';
  expect(allows([exact], action, secret)).toBe(true);
  expect(allows([exact], action, `${secret}X`)).toBe(false);
  expect(allows([exact], 'secretsmanager:PutSecretValue', secret)).toBe(false);
  expect(allows([exact], action, secret.replace('eu-west-1', 'eu-west-2'))).toBe(false);
  expect(allows([statement('Allow', ['*'], ['SecretsManager:get*'])], action, secret)).toBe(true);
  expect(allows([exact, statement('Deny', ['*'])], action, secret)).toBe(false);
  expect(allows([statement('Allow', ['arn.aws*'])], action, secret)).toBe(false);
});

test('every certificate has a key and a serial number of its own', async () => {
  const [a, b] = await Promise.all([1, 2].map(() => makeKeyPair(surroundings(), 'ireland', 30)));
  expect(a?.key.reveal()).not.toBe(b?.key.reveal());
  expect(a?.fingerprint).not.toBe(b?.fingerprint);
  expect(readCertificate(a?.certificate ?? '')).toMatchObject({
    cluster: 'ireland',
    expires: new Date('2026-12-22T01:30:00Z'),
  });
  expect(readCertificate('no certificate')).toBeUndefined();
});
