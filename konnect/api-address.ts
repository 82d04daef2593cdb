import type { konnectRegions } from '../config/mesh';
import { Failure } from './failure';

export type KonnectRegion = (typeof konnectRegions)[number];

/**
 * The start of every address of an API: `https://eu.api.konghq.com`, or `https://global.api.konghq.com` for what is not
 * bound to a region (system accounts). `override` is KONNECT_API_URL, in which `{region}` stands for the region.
 *
 * @throws Failure when the override is no URL, or would send the token unencrypted to another machine
 */
export function apiAddress(region: KonnectRegion | 'global', override: string | undefined): string {
  if (override === undefined || override === '') return `https://${region}.api.konghq.com`;
  const text = override.replaceAll('{region}', region).replace(/(?<!\/)\/+$/, '');
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new Failure(
      `KONNECT_API_URL is no URL: ${override}. Expected https://HOST, where {region} may stand.`,
    );
  }
  const loopback = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) {
    throw new Failure(
      `KONNECT_API_URL must start with https://, so that the token stays private: ${override}`,
    );
  }
  if (url.username !== '' || url.password !== '' || url.search !== '') {
    throw new Failure('KONNECT_API_URL must hold neither a user name, a password nor a query.');
  }
  return text;
}
