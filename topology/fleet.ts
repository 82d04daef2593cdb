import { dig, text } from '../references/fields';
import { helmInstallOf } from '../references/helm-install';
import type { ReferenceIndex } from '../references/reference-index';
import { sorted } from './names';
import type { Box, ServiceMap, Version } from './service-map';

/** A cluster of a fleet, read. */
export interface FleetMember {
  readonly name: string;
  readonly index: ReferenceIndex;
  readonly map: ServiceMap;
}

/** A line of the fleet's table: one thing, and what each cluster has of it. */
export interface FleetRow {
  readonly title: string;
  /** One text per cluster, in the order of the clusters; empty where it has none. */
  readonly cells: readonly string[];
  /** Whether the clusters that have it have the same. */
  readonly same: boolean;
}

/** Lines that belong together, such as the services of one namespace. */
export interface FleetPart {
  readonly title: string;
  readonly rows: readonly FleetRow[];
}

/** What each cluster runs, beside the others: its mesh and zone, its charts, and each service with its versions. */
export function fleetOf(members: readonly FleetMember[]): readonly FleetPart[] {
  const services = members.map(({ map }) => new Map(servicesOf(map).map((box) => [box.id, box])));
  const all = [...new Map(services.flatMap((each) => [...each])).values()];
  const namespaces = sorted(all.map(({ namespace }) => namespace ?? ''));
  return [
    { title: 'Mesh', rows: factRows(members, meshFacts) },
    { title: 'Charts', rows: factRows(members, chartFacts) },
    ...namespaces.map((namespace) => ({
      title: namespace === '' ? 'Services' : `Services of ${namespace}`,
      rows: all
        .filter((box) => (box.namespace ?? '') === namespace)
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
        .map(({ id, name }) =>
          row(
            name,
            services.map((each) => said(each.get(id))),
          ),
        ),
    })),
  ].filter(({ rows }) => rows.length > 0);
}

function servicesOf({ boxes }: ServiceMap): readonly Box[] {
  return boxes.filter(({ kind }) => kind === 'service');
}

function said(box: Box | undefined): string {
  if (box === undefined) return '';
  return box.versions.map(versionText).join('\n') || 'runs';
}

/** `jazz-v1 95 %, 1.4.2`: a version, its share of the calls, and the tag of its image. */
export function versionText({ name, share, image }: Version): string {
  const shared = share === '' ? name : `${name} ${share}`;
  return image === '' ? shared : `${shared}, ${image}`;
}

type Facts = ReadonlyMap<string, string>;

function factRows(
  members: readonly FleetMember[],
  facts: (index: ReferenceIndex) => Facts,
): readonly FleetRow[] {
  const found = members.map(({ index }) => facts(index));
  return sorted(found.flatMap((each) => [...each.keys()])).map((title) =>
    row(
      title,
      found.map((each) => each.get(title) ?? ''),
    ),
  );
}

function row(title: string, cells: readonly string[]): FleetRow {
  return { title, cells, same: new Set(cells).size === 1 };
}

function meshFacts(index: ReferenceIndex): Facts {
  const facts = new Map<string, string>();
  const meshes = [
    ...index.ofKind('appmesh.k8s.aws', 'Mesh').map(({ metadata }) => `App Mesh ${metadata.name}`),
  ];
  const kuma = index.ofKind('kuma.io', 'Mesh').map(({ metadata }) => `Kong Mesh ${metadata.name}`);
  if (meshes.length + kuma.length > 0) facts.set('Mesh', sorted([...meshes, ...kuma]).join('\n'));
  for (const install of installs(index)) {
    if (install.chart !== 'kong-mesh' && install.chart !== 'kuma') continue;
    const control = dig(install.values, 'kuma', 'controlPlane') ?? dig(install.values, 'controlPlane');
    const [mode, zone] = [text(dig(control, 'mode')), text(dig(control, 'zone'))];
    if (mode !== undefined) facts.set('Control plane', mode);
    if (zone !== undefined) facts.set('Zone', zone);
  }
  return facts;
}

function chartFacts(index: ReferenceIndex): Facts {
  const charts = new Map<string, readonly string[]>();
  for (const { chart, version } of installs(index))
    charts.set(chart, sorted([...(charts.get(chart) ?? []), version ?? 'any version']));
  return new Map([...charts].map(([chart, versions]) => [chart, versions.join('\n')]));
}

function installs(index: ReferenceIndex) {
  const declared = { get: index.get };
  return index.objects.flatMap((object) => helmInstallOf(object, declared) ?? []);
}
