import { urlParts } from '../../kong-plugins/host-names';
import { dig, pointer, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';

/** Keys of credentials whose text is not secret, or whose form shows without their text. */
export interface ReadableValue {
  readonly path: string;
  readonly value: string;
}

/** The text of a key of a Secret, where the object that brings the Secret has it in plain sight. */
export function readableValue(by: Manifest, key: string): ReadableValue | undefined {
  if (by.kind === 'Secret') {
    const plain = dig(by, 'stringData', key);
    if (typeof plain === 'string') return { path: pointer('stringData', key), value: plain };
    const encoded = dig(by, 'data', key);
    if (typeof encoded !== 'string') return undefined;
    return { path: pointer('data', key), value: Buffer.from(encoded, 'base64').toString() };
  }
  const written = text(dig(by, 'spec', 'target', 'template', 'data', key));
  if (by.kind !== 'ExternalSecret' || written === undefined || written.includes('{{')) return undefined;
  return { path: pointer('spec', 'target', 'template', 'data', key), value: written };
}

/** Algorithms of jwt credentials (Kong/kong 3.9.1 kong/plugins/jwt/daos.lua). */
const algorithms = ['HS', 'RS', 'ES', 'PS'].flatMap((kind) =>
  [256, 384, 512].map((bits) => `${kind}${bits}`),
);
export const jwtAlgorithms: readonly string[] = [...algorithms, 'EdDSA'];

/** True for a redirect URI that the gateway takes (Kong/kong 3.9.1 kong/plugins/oauth2/daos.lua). */
export function isRedirectUri(value: string): boolean {
  const { scheme, host } = urlParts(value);
  return scheme !== undefined && host !== undefined && !value.includes('#');
}

/** True for a text that has the frame of a PEM block with something that can be Base64 inside. */
export function looksLikePem(value: string): boolean {
  const found = /-----BEGIN ([A-Z ]+)-----\s([A-Za-z0-9+/=\s]+)-----END \1-----/.exec(value);
  return found !== null && (found[2] ?? '').replace(/\s/g, '').length >= 32;
}
