import type { Context } from './context';
import type { KumaMatch } from './matches/kuma-match';
import { patternOf } from './matches/match';
import type { Arranged, OrderedRoute } from './matches/order';
import type { AppMeshRoute } from './read-route';
import type { ServedPort, VirtualService } from './virtual-service';

const compare = 'kuma pkg/plugins/policies/meshhttproute/api/v1alpha1/compare.go';
const headerMatch = 'kuma pkg/plugins/policies/meshhttproute/xds/match.go';

/** Routes that are not written, and why. */
export function enterLeftOut(
  { account, requests }: Context,
  service: VirtualService,
  served: ServedPort,
  { shadowed, never, unsayable }: Arranged<AppMeshRoute & OrderedRoute>,
): void {
  for (const { route, by } of shadowed)
    account.changed(
      route.document,
      route.at,
      `not written: route ${by.name} takes all its requests before it`,
    );
  for (const { document, at } of never)
    account.changed(document, at, 'not written: no request can be as its headers ask together');
  for (const { route, header } of unsayable) {
    account.lost(
      route.document,
      route.at,
      `Kuma takes one condition on a header, and RE2 has no expression for what is asked of ${header}: its requests go to the next route that takes them`,
      headerMatch,
    );
    requests.push({
      service: service.key,
      host: service.host,
      port: served.port,
      match: patternOf(route.match),
      before: `route ${route.name}`,
      after: 'the next route that takes them',
      reason: `what is asked of header ${header} cannot be said to Kuma`,
    });
  }
}

/** Enters where each field of a route is now. */
export function enterRoute(
  { account, settings }: Context,
  route: AppMeshRoute,
  object: string,
  rule: string,
  forced = false,
  written?: KumaMatch,
): void {
  const { document, at, typeAt, match } = route;
  account.ignored(document, `${at}/name`, 'a rule of Kuma has no name');
  if (forced)
    account.changed(
      document,
      `${at}/priority`,
      `the order of the rules: where Kuma's own order (${compare}) is another, paths are expressions, each longer than the next`,
      object,
      rule,
    );
  account.changed(
    document,
    `${at}/priority`,
    `the order of the rules, which Kuma makes of the matches (${compare})`,
    object,
    rule,
  );
  const at0 = `${rule}/matches/0`;
  if (match.path.kind === 'prefix' && written?.path?.type === 'RegularExpression')
    account.changed(
      document,
      `${typeAt}/match/prefix`,
      'letters on App Mesh, whole segments on Kuma: an expression takes the same paths',
      object,
      `${at0}/path`,
    );
  if (settings.prefix === 'segments' && match.path.kind === 'prefix' && match.path.value !== '/')
    account.changed(
      document,
      `${typeAt}/match/prefix`,
      'whole segments instead of letters, as --prefix segments asks',
      object,
      `${at0}/path`,
    );
  account.kept(document, `${typeAt}/match/prefix`, object, `${at0}/path`);
  account.kept(document, `${typeAt}/match/path`, object, `${at0}/path`);
  account.changed(
    document,
    `${typeAt}/match/serviceName`,
    'a call of gRPC is the path /service/method',
    object,
    `${at0}/path`,
  );
  account.changed(
    document,
    `${typeAt}/match/methodName`,
    'a call of gRPC is the path /service/method',
    object,
    `${at0}/path`,
  );
  account.kept(document, `${typeAt}/match/method`, object, `${at0}/method`);
  account.kept(document, `${typeAt}/match/headers`, object, `${at0}/headers`);
  account.kept(document, `${typeAt}/match/metadata`, object, `${at0}/headers`);
  account.kept(document, `${typeAt}/match/queryParameters`, object, `${at0}/queryParams`);
  account.kept(document, `${typeAt}/match/port`, object, '/spec/to/0/targetRef/sectionName');
  account.changed(
    document,
    `${typeAt}/match/scheme`,
    'not asked: between pods every request is one of http, and Kuma cannot ask for the scheme',
    object,
    at0,
  );
  account.changed(document, `${typeAt}/match`, 'no condition', object, at0);
  account.kept(document, `${typeAt}/action`, object, `${rule}/default/backendRefs`);
}
