import { dig, fields, items, pointer, text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import { nearest } from '../../../references/nearest';
import { exampleRelease } from '../../kong/example';
import { kongGateways } from '../../kong/gateway';
import type { SetRule } from '../../rule';
import { oneOfNames } from '../../words';

export const secretNotMounted: SetRule = {
  id: 'kong/secret-not-mounted',
  severity: 'error',
  title: 'the gateway is told to read a file of a Secret that is not mounted, or that has no such key',
  why: 'The gateway does not start: it looks for its certificates before anything else.',
  source: 'Kong/charts kong-3.4.1 values.yaml, secretVolumes',
  measured:
    'Helm v3.22 with the chart kong 3.4.1 mounts the Secret konnect-client-tls at /etc/secrets/konnect-client-tls for both examples, and tells the gateway of the failing one to read /etc/secrets/konnect-tls/tls.crt, which no volume has.',
  *checkSet({ index }) {
    for (const { install, under, values } of kongGateways(index)) {
      const mounted = items(dig(values, 'secretVolumes')).flatMap((name) => text(name) ?? []);
      for (const [name, value] of Object.entries(fields(dig(values, 'env')))) {
        const [, secret, file] = /^\/etc\/secrets\/([^/]+)\/(.+)$/.exec(String(value)) ?? [];
        if (secret === undefined || file === undefined) continue;
        const place = { object: install.by, path: pointer(...install.valuesPath, ...under, 'env', name) };
        if (!mounted.includes(secret)) {
          const close = nearest(secret, mounted);
          yield {
            ...place,
            message: `env.${name} reads a Secret that is not mounted`,
            found: String(value),
            expected: mounted.length === 0 ? `${secret} in secretVolumes` : oneOfNames(mounted),
            mend:
              close === undefined ? `add ${secret} to secretVolumes` : `write /etc/secrets/${close}/${file}`,
            ...(close === undefined ? {} : { nearest: close }),
          };
          continue;
        }
        const keys = index.provisions(objectId('', 'Secret', install.namespace, secret))[0]?.parts;
        if (keys === undefined || keys.has(file)) continue;
        const close = nearest(file, keys);
        yield {
          ...place,
          message: `Secret ${secret} has no key ${file}`,
          found: String(value),
          expected: oneOfNames([...keys]),
          mend:
            close === undefined
              ? `add the key ${file} to the Secret`
              : `write /etc/secrets/${secret}/${close}`,
          ...(close === undefined ? {} : { nearest: close }),
        };
      }
    }
  },
  example: {
    given: ['Namespace kong', 'Secret kong/konnect-client-tls'],
    fails: exampleRelease(
      'kong',
      '{env: {role: data_plane, cluster_cert: /etc/secrets/konnect-tls/tls.crt}, secretVolumes: [konnect-client-tls]}',
    ),
    passes: exampleRelease(
      'kong',
      '{env: {role: data_plane, cluster_cert: /etc/secrets/konnect-client-tls/tls.crt}, secretVolumes: [konnect-client-tls]}',
    ),
  },
};
