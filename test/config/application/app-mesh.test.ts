import { libraryOf } from '../../../config/library';
import { judgeFile } from '../../../config/parse';
import { referenceText } from '../../reference/reference';

/** What is said of a hook of a service's containers. */
function said(mesh: string, hook: string): readonly string[] {
  const text = referenceText(`us-west-2-${mesh}`).replace(
    /applications:[\s\S]*/,
    'applications: {cafe: {}}\n',
  );
  const file = `image: registry.example.com/cafe:1.0
services:
  menu: {ports: {http: {port: 8080, protocol: http}}, lifecycle: {preStop: ${hook}}}
`;
  const { problems } = judgeFile(
    { name: 'clusters/one.yaml', text },
    libraryOf([], [{ name: 'applications/cafe.yaml', text: file }]),
  );
  return problems
    .filter(({ severity }) => severity === 'error')
    .map(({ file: at, line, path, message }) => `${at}:${line} ${path}: ${message}`);
}

test('a hook that sleeps is refused on App Mesh, whose injector takes it away, and taken on Kong Mesh', () => {
  expect(said('app-mesh', '{sleep: {seconds: 3}}')).toEqual([
    'applications/cafe.yaml:3 services.menu.lifecycle.preStop.sleep: App Mesh cannot do this',
  ]);
  expect(said('kong-mesh', '{sleep: {seconds: 3}}')).toEqual([]);
  expect(said('app-mesh', '{exec: {command: [sleep, "3"]}}')).toEqual([]);
});
