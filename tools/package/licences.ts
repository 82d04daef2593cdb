import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dig, text } from '../../references/fields';

/** Licences under which code may be handed on with its text beside it (SPDX). */
const allowed: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  '(Apache-2.0 AND BSD-3-Clause)',
]);

/**
 * The licences of packages, each with its text, as they ask for it.
 *
 * @param folders below node_modules
 * @throws Error for a package whose licence is not known to allow it, or that brings no text where one is asked for
 */
export function licenceText(root: string, folders: readonly string[]): string {
  const parts = folders.map((folder) => {
    const path = join(root, 'node_modules', folder);
    const about: unknown = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
    const [name, version, licence] = ['name', 'version', 'license'].map((key) => text(dig(about, key)) ?? '');
    if (licence === undefined || !allowed.has(licence))
      throw new Error(
        `${folder}: its licence is ${JSON.stringify(licence)}, which tools/package/licences.ts does not list`,
      );
    const files = readdirSync(path).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
    const texts = files
      .filter((file) => existsSync(join(path, file)))
      .map((file) => readFileSync(join(path, file), 'utf8').trim());
    return `${name} ${version} (${licence})\n\n${texts.length === 0 ? noText(folder, about) : texts.join('\n\n')}\n`;
  });
  return [`The bundles of this folder hold code of these packages.\n`, ...parts].join(
    `\n${'-'.repeat(80)}\n\n`,
  );
}

/** What is said of a package that brings no licence text of its own. */
function noText(folder: string, about: unknown): string {
  const author =
    text(dig(about, 'author')) ??
    text(dig(about, 'author', 'name')) ??
    text(dig(about, 'contributors', '0', 'name'));
  const place =
    text(dig(about, 'repository')) ?? text(dig(about, 'repository', 'url')) ?? text(dig(about, 'homepage'));
  if (author === undefined && place === undefined)
    throw new Error(`${folder}: it brings no licence, and names nobody`);
  return [author === undefined ? '' : `By ${author}. `, place === undefined ? '' : `See ${place}.`].join('');
}
