import { dig, items, pointer, text } from '../../../references/fields';
import type { Draft } from '../../finding';
import { controlPlanes } from '../../kong-mesh/control-plane';
import { federatedExample, federatedGiven } from '../../kong-mesh/example';
import { kumaFile } from '../../kong-mesh/source';
import type { CheckContext, SetRule } from '../../rule';

const token = 'KMESH_MULTIZONE_ZONE_KDS_AUTH_CP_TOKEN_INLINE';

export const zoneValues: SetRule = {
  id: 'kong-mesh/zone-values',
  severity: 'error',
  title: 'the values of a zone lack its name, its token, or the scheme of its global control plane',
  why: 'The zone’s control plane does not start, or never reaches the global one: no Mesh, so no pod is injected.',
  source: kumaFile('deployments/charts/kuma/templates/cp-deployment.yaml'),
  *checkSet({ index }: CheckContext) {
    for (const { install, values, valuesPath } of controlPlanes(index)) {
      const plane = dig(values, 'controlPlane');
      const global = text(dig(plane, 'kdsGlobalAddress'));
      const controlPlaneId = text(dig(plane, 'konnect', 'cpId'));
      if (dig(plane, 'mode') !== 'zone' || (global === undefined && controlPlaneId === undefined)) continue;
      const draft = (
        field: readonly string[],
        message: string,
        found: string,
        expected: string,
        mend: string,
      ): Draft => ({
        object: install.by,
        path: pointer(...valuesPath, 'controlPlane', ...field),
        message,
        found,
        expected,
        mend,
      });
      const zone = text(dig(plane, 'zone'));
      if (zone === undefined) {
        yield draft([], 'a zone needs a name', 'no zone', 'zone: <name>', 'add the name of the zone');
      } else if (!/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(zone)) {
        const expected = 'small letters, digits and dashes, at most 63, a letter first (RFC 1035)';
        yield draft(
          ['zone'],
          `${zone} is no name of a zone`,
          zone,
          expected,
          'rename the zone, on the global side too',
        );
      }
      if (global === undefined || !/^grpcs?:\/\/[^/\s]+:\d+$/.test(global)) {
        const expected = 'grpcs://<host>:<port>, such as grpcs://eu.mesh.sync.konghq.com:443';
        yield draft(
          ['kdsGlobalAddress'],
          'the address has no scheme or no port',
          global ?? 'no kdsGlobalAddress',
          expected,
          `write ${expected}`,
        );
      }
      const konnect = dig(plane, 'konnect', 'cpId') !== undefined || global?.includes('.konghq.com') === true;
      const secrets = dig(plane, 'secrets');
      const named = Array.isArray(secrets) ? items(secrets) : Object.values(Object(secrets ?? {}));
      if (konnect && !named.some((secret) => dig(secret, 'Env') === token)) {
        const expected = `a secret with Env: ${token}`;
        yield draft(
          ['secrets'],
          'the zone has no token for Konnect',
          `no ${token}`,
          expected,
          `add ${expected}`,
        );
      }
      if (konnect && text(dig(plane, 'konnect', 'cpId')) === undefined) {
        const mend = 'add konnect: {cpId: <id of the control plane in Konnect>}';
        yield draft(
          [],
          'the zone does not say which control plane it belongs to',
          'no konnect.cpId',
          'konnect.cpId',
          mend,
        );
      }
    }
  },
  example: {
    given: federatedGiven,
    fails: federatedExample('')
      .replace('zone: zone-1', 'zone: Zone_1')
      .replace(/---\s*$/, ''),
    passes: federatedExample('').replace(/---\s*$/, ''),
  },
};
