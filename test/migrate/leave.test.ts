import { parseAllDocuments } from 'yaml';
import { leavesOf } from '../../migrate/account';
import { documentOf, type InputDocument } from '../../migrate/document';
import { leaveAppMesh } from '../../migrate/leave';
import { groupOf, type Manifest } from '../../references/manifest';
import { shop } from './shop';

function documents(text: string): readonly InputDocument[] {
  return parseAllDocuments(text).map((document) => {
    const manifest: Manifest = document.toJS();
    return documentOf(manifest);
  });
}

const result = leaveAppMesh(documents(shop));
const find = (kind: string, name: string) =>
  result.objects.find(({ manifest }) => manifest.kind === kind && manifest.metadata.name === name)?.manifest;
const patch = (kind: string, name: string) =>
  result.patches.find(({ manifest }) => manifest.kind === kind && manifest.metadata.name === name)?.manifest;

describe('the way out of App Mesh', () => {
  it('writes the routes of a virtual router, prefixes by letters and suffixes as expressions', () => {
    expect(find('MeshHTTPRoute', 'price')?.spec).toEqual({
      targetRef: { kind: 'Mesh' },
      to: [
        {
          targetRef: { kind: 'MeshService', name: 'price' },
          rules: [
            {
              matches: [
                {
                  path: { type: 'RegularExpression', value: '/price.*' },
                  headers: [{ name: 'x-tester', type: 'RegularExpression', value: '.*\\.yes' }],
                },
              ],
              default: { backendRefs: [{ kind: 'MeshService', name: 'price-2', port: 8080, weight: 1 }] },
            },
            {
              matches: [{ path: { type: 'RegularExpression', value: '/price.*' } }],
              default: {
                backendRefs: [
                  { kind: 'MeshService', name: 'price-1', port: 8080, weight: 95 },
                  { kind: 'MeshService', name: 'price-2', port: 8080, weight: 5 },
                ],
              },
            },
            {
              matches: [{}],
              default: { backendRefs: [{ kind: 'MeshService', name: 'no-route', port: 8080, weight: 1 }] },
            },
          ],
        },
      ],
    });
  });

  it('gives an empty Service the pods of all versions, and every port its protocol', () => {
    expect(patch('Service', 'price')?.spec).toEqual({
      selector: { app: 'price' },
      ports: [{ port: 8080, protocol: 'TCP', appProtocol: 'http' }],
    });
  });

  it('adds a port that App Mesh calls pods by and the Service has not', () => {
    expect(patch('Service', 'price-2')?.spec).toEqual({
      ports: [
        { name: 'http-8080', port: 8080, protocol: 'TCP', targetPort: 8080, appProtocol: 'http' },
        { name: 'port-80', port: 80, protocol: 'TCP' },
      ],
    });
  });

  it('lets the callers alone in, by an identity that nobody shares', () => {
    expect(find('MeshTrafficPermission', 'price-1')?.spec).toEqual({
      targetRef: { kind: 'Dataplane', labels: { app: 'price', version: '1' } },
      rules: [
        {
          default: {
            allow: [
              { spiffeID: { type: 'Exact', value: 'spiffe://shop.default.mesh.local/ns/shop/sa/front' } },
            ],
          },
        },
      ],
    });
    expect(find('ServiceAccount', 'front')).toBeDefined();
    expect(find('ServiceAccount', 'price-1')).toBeUndefined();
    expect(patch('Deployment', 'front')?.spec).toEqual({
      template: {
        metadata: {
          labels: { 'kuma.io/mesh': 'shop', 'kuma.io/sidecar-injection': 'enabled' },
          annotations: expect.objectContaining({ 'appmesh.k8s.aws/sidecarInjectorWebhook': 'disabled' }),
        },
        spec: { serviceAccountName: 'front' },
      },
    });
  });

  it('tells what answers where no route takes a request, and who may call a version by its own name', () => {
    expect(result.report.requests).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ service: 'shop/price', before: '404', after: '503' }),
        expect.objectContaining({ service: 'shop/price-1', before: 'refused', caller: ['shop/front'] }),
        expect.objectContaining({ service: 'shop/price-2', before: 'refused', caller: ['shop/front'] }),
        expect.objectContaining({ service: 'shop/front', outside: true, after: 'refused' }),
      ]),
    );
  });

  it('gives an account of each field of each object of App Mesh once', () => {
    const leaves = documents(shop)
      .filter(({ manifest }) => groupOf(manifest.apiVersion) === 'appmesh.k8s.aws')
      .flatMap(({ manifest: { kind, ...rest } }) =>
        [...leavesOf({ kind, ...rest })].map((leaf) => `${kind} ${rest.metadata.name} ${leaf}`),
      );
    const told = result.report.fields.map(
      ({ kind, object, field }) => `${kind} ${object.split('/').at(-1)} ${field}`,
    );
    expect(told.toSorted()).toEqual(leaves.toSorted());
    expect(result.report.losses).toEqual([]);
  });
});
