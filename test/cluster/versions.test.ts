import { goPins } from './versions';

test('kubectl is that of the API server', () => {
  const [server, client] = goPins('kube-apiserver', 'kubectl');
  expect(client?.version).toMatch(/^v\d+\.\d+\.\d+$/);
  expect(client?.version).toBe(server?.version);
});
