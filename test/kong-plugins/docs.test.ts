import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { kongPlugin, pluginNames } from '../../kong-plugins/plugins';
import { validatePluginConfig } from '../../kong-plugins/validate';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'kong-plugins.md'), 'utf8');

function blocks(language: string): string[] {
  return [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    (found) => found[1] ?? '',
  );
}

// This is the page's own snippet, letter for letter; the test below compares the two.
const rateLimit = {
  apiVersion: 'configuration.konghq.com/v1',
  kind: 'KongPlugin',
  metadata: { name: 'rl-by-minute', namespace: 'prod' },
  ...kongPlugin('rate-limiting', { minute: 3, policy: 'local' }),
};

describe('the page on Kong plugins', () => {
  it('shows code that compiles and gives a KongPlugin', () => {
    const [imported = '', ...rest] = (blocks('ts')[0] ?? '').split('\n');
    const source = readFileSync(__filename, 'utf8');
    expect(imported).toBe("import { kongPlugin } from '../../kong-plugins/plugins';");
    expect(source).toContain(rest.join('\n').trim());
    expect(rateLimit).toEqual({
      apiVersion: 'configuration.konghq.com/v1',
      kind: 'KongPlugin',
      metadata: { name: 'rl-by-minute', namespace: 'prod' },
      plugin: 'rate-limiting',
      config: { minute: 3, policy: 'local' },
    });
  });

  it('shows the faults of its example as they are', () => {
    const config: unknown = parse(blocks('yaml')[0] ?? '');
    const faults = validatePluginConfig('rate-limiting', config, { version: '3.9', edition: 'open-source' });
    const lines = faults.map(
      ({ path, code, found, expected, mend }) =>
        `${path} ${code}: found ${found}, expected ${expected}; ${mend}`,
    );
    expect(lines).toEqual((blocks('text')[0] ?? '').trim().split('\n'));
  });

  it('has a row for every plugin', () => {
    const rows = page
      .split('\n')
      .filter((line) => /^\| `[a-z0-9-]+` +\| (open-source|enterprise) /.test(line));
    expect(rows.map((row) => /`(.+?)`/.exec(row)?.[1])).toEqual([...pluginNames]);
  });

  it('explains every code of a fault', () => {
    const source = readFileSync(join(__dirname, '..', '..', 'kong-plugins', 'fault.ts'), 'utf8');
    const union = /type PluginFaultCode =([\s\S]*?);/.exec(source)?.[1] ?? '';
    const codes = [...union.matchAll(/'([a-z-]+)'/g)].map((found) => found[1]);
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
  });
});
