import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leaveCommand } from '../../../commands/leave-app-mesh';
import { door, working } from '../../migrate/leaving-sets';

const folder = mkdtempSync(join(tmpdir(), 'meshwright-explain-gateway-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const input = join(folder, 'in.yaml');
// A second route, by a query, of which an HTTPRoute of Kong's cannot ask.
const byQuery = door
  .replace('GatewayRoute\nmetadata: { name: price', 'GatewayRoute\nmetadata: { name: query')
  .replace(
    'match: { prefix: /price/ }',
    'match: { prefix: /query/, queryParameters: [{ name: q, match: { exact: "1" } }] }',
  )
  .split('---\n')
  .filter((text) => text.includes('kind: GatewayRoute'));
writeFileSync(input, [`${working}${door}`, ...byQuery].join('---\n'));

function run(...argv: readonly string[]) {
  let said = '';
  const stream = { write: (text: string) => (said += text) };
  return { status: leaveCommand(argv, { environment: {}, stdout: stream, stderr: stream }), said };
}

describe.each([
  ['ingress', 'Ingress'],
  ['gateway-api', 'HTTPRoute'],
])('explain of what --gateway %s wrote', (gateway, kind) => {
  const out = join(folder, gateway);
  const written = run(input, '--gateway', gateway, '--allow-loss', 'GatewayRoute:shop/query', '--out', out);
  const ask = (path: string) =>
    run('explain', 'GET', path, '--from', 'shop/door', '--host', 'shop.example.com', input, out);

  it('names the route that takes a client’s request, and the path that the pods see', () => {
    expect(written.status).toBe(0);
    const { status, said } = ask('/price/7');
    expect(status).toBe(0);
    const [before = '', after = ''] = said.split('Kong Mesh\n');
    for (const side of [before, after]) {
      expect(side).toMatch(/ 95 % {2}shop\/price-1\n +5 % {2}shop\/price-2\n {2}with the path \/7\n/);
    }
    expect(before).toContain('by GatewayRoute shop/price\n');
    expect(after).toContain(`by ${kind} shop/price\n`);
    expect(after).toContain('answered alike');
  });

  it('says that nobody takes what no route does', () => {
    const { status, said } = ask('/other');
    expect(status).toBe(0);
    expect(said).toContain('no route of the gateway takes it: Kong answers 404');
  });

  it('ends with 3 where the report says that a route is answered otherwise', () => {
    const { status, said } = ask('/query/7');
    expect(said).toMatch(/App Mesh\n +100 % {2}nobody: no gateway route/);
    expect(status).toBe(3);
    expect(said).toContain('answered otherwise');
  });
});
