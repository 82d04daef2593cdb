/** `npm run sbom`: what the package is made of, as CycloneDX: the packages in its bundles, and those that it asks npm for. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goOnWithoutReader } from '../../commands/process-world';
import { dig, items, text } from '../../references/fields';
import { bundles } from './bundle';

const root = join(__dirname, '../..');

async function main(): Promise<void> {
  const { packages } = await bundles(root);
  const npm = (args: readonly string[]): unknown =>
    JSON.parse(
      execFileSync('npm', ['sbom', '--sbom-format=cyclonedx', ...args], {
        cwd: root,
        maxBuffer: 1 << 28,
        encoding: 'utf8',
      }),
    );
  const whole = npm([]);
  const asked = new Set(
    items(dig(npm(['--omit=dev']), 'components')).map((component) => text(dig(component, 'bom-ref'))),
  );
  const bundled = new Set(packages.map(nameOf));
  const components = items(dig(whole, 'components')).filter((component) => {
    const reference = text(dig(component, 'bom-ref'));
    return asked.has(reference) || bundled.has(reference ?? '');
  });
  const kept = new Set(components.map((component) => dig(component, 'bom-ref')));
  const own = dig(whole, 'metadata', 'component', 'bom-ref');
  const dependencies = items(dig(whole, 'dependencies'))
    .filter((each) => kept.has(dig(each, 'ref')) || dig(each, 'ref') === own)
    .map((each) => ({
      ref: dig(each, 'ref'),
      dependsOn: items(dig(each, 'dependsOn')).filter((ref) => kept.has(ref)),
    }));
  goOnWithoutReader(process.stdout);
  process.stdout.write(
    `${JSON.stringify({ ...(whole as object), components, dependencies }, undefined, 2)}\n`,
  );
}

/** A package as npm's SBOM refers to it. */
function nameOf(folder: string): string {
  const about: unknown = JSON.parse(readFileSync(join(root, 'node_modules', folder, 'package.json'), 'utf8'));
  return `${text(dig(about, 'name'))}@${text(dig(about, 'version'))}`;
}

void main();
