import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Gateway, PluginFaultCode } from '../../kong-plugins/fault';
import { validatePluginConfig } from '../../kong-plugins/validate';

const openSource: Gateway = { version: '3.9.1', edition: 'open-source' };

/** Faults of configurations that the gateway takes. */
const taken = new Set<PluginFaultCode>(['plain-secret', 'not-referenceable', 'deprecated', 'doubtful']);

interface Answer {
  readonly plugin: string;
  readonly taken: boolean;
  readonly config: unknown;
}

function answers(file: string): Answer[] {
  let plugin = '';
  return readFileSync(join(__dirname, 'answers', file), 'utf8')
    .split('\n')
    .flatMap((line): Answer[] => {
      if (line === '' || line.startsWith('#')) return [];
      if (!/^[+-]/.test(line)) plugin = line;
      return /^[+-]/.test(line)
        ? [{ plugin, taken: line.startsWith('+'), config: JSON.parse(line.slice(1)) }]
        : [];
    });
}

function disagreements(all: readonly Answer[]): string[] {
  return all.flatMap((answer) => {
    const faults = validatePluginConfig(answer.plugin, answer.config, openSource);
    const refused = faults.filter(({ code }) => !taken.has(code));
    if (answer.taken === (refused.length === 0)) return [];
    const said = answer.taken ? refused.map(({ path, code }) => `${path} ${code}`).join(', ') : 'passed';
    return [`${answer.plugin} ${JSON.stringify(answer.config)}: ${said}`];
  });
}

describe('what a gateway answered to a configuration', () => {
  it('is what is said of it, but for a shared dictionary, which a template of nginx may define', () => {
    const all = answers('gateway-3.9.1.txt');
    expect(all.filter((answer) => answer.taken).length).toBe(1754);
    expect(all.filter((answer) => !answer.taken).length).toBe(5504);
    expect(disagreements(all)).toEqual([
      'proxy-cache {"strategy":"memory","cache_ttl":404,"memory":{"dictionary_name":"~^x"}}: passed',
    ]);
  });

  it('is what is said of it for further plugins, of which only the schema code was asked, but for what it fills in', () => {
    const all = answers('schema-code-3.9.1.txt');
    expect(new Set(all.map(({ plugin }) => plugin)).size).toBe(14);
    // Nulls in the place of fields that the code fills in itself, and another shared dictionary.
    expect(disagreements(all)).toEqual([
      'acme {"account_email":"a@b.c","storage_config":{"shm":{"shm_name":"h:80"}}}: passed',
      'acme {"account_email":"a@b.c","api_uri":null}: passed',
      'session {"secret":"x","cookie_samesite":null}: passed',
      'session {"secret":"x","cookie_persistent":null}: passed',
    ]);
  });
});
