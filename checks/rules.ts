import type { Rule } from './rule';
import { backendGroups } from './rules/app-mesh/backend-groups';
import { backendOfOtherMesh } from './rules/app-mesh/backend-of-other-mesh';
import { connectionPool } from './rules/app-mesh/connection-pool';
import { containerPort } from './rules/app-mesh/container-port';
import { defaultHost } from './rules/app-mesh/default-host';
import { duplicateAwsName } from './rules/app-mesh/duplicate-aws-name';
import { duplicateBackend } from './rules/app-mesh/duplicate-backend';
import { duplicateRouteName } from './rules/app-mesh/duplicate-route-name';
import { endpointPort } from './rules/app-mesh/endpoint-port';
import { gatewayBackend } from './rules/app-mesh/gateway-backend';
import { gatewayOfRoute } from './rules/app-mesh/gateway-of-route';
import { gatewayRouteHost } from './rules/app-mesh/gateway-route-host';
import { gatewayRouteRewrite } from './rules/app-mesh/gateway-route-rewrite';
import { gatewayWithoutListener } from './rules/app-mesh/gateway-without-listener';
import { headerMatch } from './rules/app-mesh/header-match';
import { hostHeader } from './rules/app-mesh/host-header';
import { listenerTimeout } from './rules/app-mesh/listener-timeout';
import { lostField } from './rules/app-mesh/lost-field';
import { malformedArn } from './rules/app-mesh/malformed-arn';
import { meshMembership } from './rules/app-mesh/mesh-membership';
import { meshWithoutMembers } from './rules/app-mesh/mesh-without-members';
import { neverMade } from './rules/app-mesh/never-made';
import { notInjected } from './rules/app-mesh/not-injected';
import { oneCertificate } from './rules/app-mesh/one-certificate';
import { oneProvider } from './rules/app-mesh/one-provider';
import { podAnnotation } from './rules/app-mesh/pod-annotation';
import { podAnnotationValue } from './rules/app-mesh/pod-annotation-value';
import { podOfTwo } from './rules/app-mesh/pod-of-two';
import { podSecurity } from './rules/app-mesh/pod-security';
import { podWithoutNode } from './rules/app-mesh/pod-without-node';
import { readOnlyField } from './rules/app-mesh/read-only-field';
import { referenceOrArn } from './rules/app-mesh/reference-or-arn';
import { retryEvents } from './rules/app-mesh/retry-events';
import { routeMatch } from './rules/app-mesh/route-match';
import { routeProtocol } from './rules/app-mesh/route-protocol';
import { routeType } from './rules/app-mesh/route-type';
import { selectorOperator } from './rules/app-mesh/selector-operator';
import { selectsNoPods } from './rules/app-mesh/selects-no-pods';
import { selectsOtherPods } from './rules/app-mesh/selects-other-pods';
import { serviceDiscovery } from './rules/app-mesh/service-discovery';
import { servicePort } from './rules/app-mesh/service-port';
import { unknownHost } from './rules/app-mesh/unknown-host';
import { unknownObject } from './rules/app-mesh/unknown-object';
import { zeroWeights } from './rules/app-mesh/zero-weights';
import { applicationNamespace } from './rules/delivery/application-namespace';
import { argoCdOption } from './rules/delivery/argo-cd-option';
import { certificateDiffers } from './rules/delivery/certificate-differs';
import { chartName } from './rules/delivery/chart-name';
import { circularDependency } from './rules/delivery/circular-dependency';
import { crdsNotUpgraded } from './rules/delivery/crds-not-upgraded';
import { hookTimeToLive } from './rules/delivery/hook-time-to-live';
import { ignoreDifferences } from './rules/delivery/ignore-differences';
import { missingKind } from './rules/delivery/missing-kind';
import { missingSource } from './rules/delivery/missing-source';
import { noHealthCheck } from './rules/delivery/no-health-check';
import { noRemediation } from './rules/delivery/no-remediation';
import { projectLacks } from './rules/delivery/project-lacks';
import { projectNamespace } from './rules/delivery/project-namespace';
import { projectRefuses } from './rules/delivery/project-refuses';
import { replace } from './rules/delivery/replace';
import { replicasBesideAutoscaler } from './rules/delivery/replicas-beside-autoscaler';
import { rollingSync } from './rules/delivery/rolling-sync';
import { serverSideApply } from './rules/delivery/server-side-apply';
import { sourceType } from './rules/delivery/source-type';
import { stageOrder } from './rules/delivery/stage-order';
import { substitution } from './rules/delivery/substitution';
import { templateBraces } from './rules/delivery/template-braces';
import { tooEarly } from './rules/delivery/too-early';
import { unpinnedChart } from './rules/delivery/unpinned-chart';
import { unwaitedDependency } from './rules/delivery/unwaited-dependency';
import { waveOrder } from './rules/delivery/wave-order';
import { boundToEverybody } from './rules/general/bound-to-everybody';
import { closedWebhook } from './rules/general/closed-webhook';
import { cronSchedule } from './rules/general/cron-schedule';
import { danglingReference } from './rules/general/dangling-reference';
import { duplicateObject } from './rules/general/duplicate-object';
import { duration } from './rules/general/duration';
import { hostAccess } from './rules/general/host-access';
import { missingNamespace } from './rules/general/missing-namespace';
import { monitorSelectsNothing } from './rules/general/monitor-selects-nothing';
import { podSecurityOfNamespace } from './rules/general/pod-security';
import { portWithoutProtocol } from './rules/general/port-without-protocol';
import { rbacWildcard } from './rules/general/rbac-wildcard';
import { refusedPod } from './rules/general/refused-pod';
import { secretInField } from './rules/general/secret-in-field';
import { secretObject } from './rules/general/secret-object';
import { selectorMismatch } from './rules/general/selector-mismatch';
import { undeclaredPort } from './rules/general/undeclared-port';
import { annotationValue } from './rules/kong/annotation-value';
import { appProtocolIgnored } from './rules/kong/app-protocol-ignored';
import { classTwice } from './rules/kong/class-twice';
import { classlessObject } from './rules/kong/classless-object';
import { clientAddressLost } from './rules/kong/client-address-lost';
import { consumerGroupEdition } from './rules/kong/consumer-group-edition';
import { credentialKeyMissing } from './rules/kong/credential-key-missing';
import { credentialWithoutLabel } from './rules/kong/credential-without-label';
import { credentialWithoutPlugin } from './rules/kong/credential-without-plugin';
import { deprecatedKind } from './rules/kong/deprecated-kind';
import { distrolessInitContainer } from './rules/kong/distroless-init-container';
import { doubtfulPluginConfiguration } from './rules/kong/doubtful-plugin-configuration';
import { duplicateConsumer } from './rules/kong/duplicate-consumer';
import { duplicateCredential } from './rules/kong/duplicate-credential';
import { duplicatePluginType } from './rules/kong/duplicate-plugin-type';
import { duplicateRoute } from './rules/kong/duplicate-route';
import { exposedAdminListen } from './rules/kong/exposed-admin-listen';
import { foreignAnnotation } from './rules/kong/foreign-annotation';
import { hostHeaderIgnored } from './rules/kong/host-header-ignored';
import { httpsOnlyRoute } from './rules/kong/https-only-route';
import { ignoredGrpcFilter } from './rules/kong/ignored-grpc-filter';
import { ingressWithoutClass } from './rules/kong/ingress-without-class';
import { joinedRules } from './rules/kong/joined-rules';
import { konnectEndpoint } from './rules/kong/konnect-endpoint';
import { konnectIncomplete } from './rules/kong/konnect-incomplete';
import { meshUser } from './rules/kong/mesh-user';
import { misplacedAnnotation } from './rules/kong/misplaced-annotation';
import { missingClass } from './rules/kong/missing-class';
import { missingConsumerGroup } from './rules/kong/missing-consumer-group';
import { missingCredential } from './rules/kong/missing-credential';
import { missingGateway } from './rules/kong/missing-gateway';
import { missingLicence } from './rules/kong/missing-licence';
import { missingPlugin } from './rules/kong/missing-plugin';
import { missingPluginSecret } from './rules/kong/missing-plugin-secret';
import { missingUpstreamPolicy } from './rules/kong/missing-upstream-policy';
import { openAdminApi } from './rules/kong/open-admin-api';
import { overrideOnIngress } from './rules/kong/override-on-ingress';
import { overrideOnService } from './rules/kong/override-on-service';
import { pathMatch } from './rules/kong/path-match';
import { plainSecretInPlugin } from './rules/kong/plain-secret-in-plugin';
import { pluginConfiguration } from './rules/kong/plugin-configuration';
import { pluginFields } from './rules/kong/plugin-fields';
import { pluginScope } from './rules/kong/plugin-scope';
import { pluginUnavailable } from './rules/kong/plugin-unavailable';
import { pluginWithoutGrant } from './rules/kong/plugin-without-grant';
import { referenceGrant } from './rules/kong/reference-grant';
import { rewriteOff } from './rules/kong/rewrite-off';
import { kongRouteMatch } from './rules/kong/route-match';
import { routeNotAccepted } from './rules/kong/route-not-accepted';
import { routeProtocols } from './rules/kong/route-protocols';
import { routesByListener } from './rules/kong/routes-by-listener';
import { secretNotMounted } from './rules/kong/secret-not-mounted';
import { serviceCertificate } from './rules/kong/service-certificate';
import { serviceWithoutEndpoints } from './rules/kong/service-without-endpoints';
import { uncountedLimit } from './rules/kong/uncounted-limit';
import { unknownAnnotation } from './rules/kong/unknown-annotation';
import { unknownCredentialType } from './rules/kong/unknown-credential-type';
import { unknownPluginType } from './rules/kong/unknown-plugin-type';
import { unknownChartValue } from './rules/kong/unknown-value';
import { unmanagedGatewayClass } from './rules/kong/unmanaged-gateway-class';
import { unsupportedFilter } from './rules/kong/unsupported-filter';
import { unusedCredential } from './rules/kong/unused-credential';
import { unusedPlugin } from './rules/kong/unused-plugin';
import { kongVault } from './rules/kong/vault';
import { versionMatrix } from './rules/kong/version-matrix';
import { refusedAnnotationValue } from './rules/kong-configuration/annotation-value';
import { credentialValue } from './rules/kong-configuration/credential-value';
import { serviceProtocol } from './rules/kong-configuration/service-protocol';
import { tlsVerify } from './rules/kong-configuration/tls-verify';
import { upstreamPolicy } from './rules/kong-configuration/upstream-policy';
import { backendWeights } from './rules/kong-mesh/backend-weights';
import { blockedCall } from './rules/kong-mesh/blocked-call';
import { callerOutsideMesh } from './rules/kong-mesh/caller-outside-mesh';
import { closedControlPlane } from './rules/kong-mesh/closed-control-plane';
import { closedProxy } from './rules/kong-mesh/closed-proxy';
import { closedTelemetry } from './rules/kong-mesh/closed-telemetry';
import { closedTraces } from './rules/kong-mesh/closed-traces';
import { controllerInMesh } from './rules/kong-mesh/controller-in-mesh';
import { emptyPolicy } from './rules/kong-mesh/empty-policy';
import { existingWorkload } from './rules/kong-mesh/existing-workload';
import { federatedZoneObjects } from './rules/kong-mesh/federated-zone-objects';
import { gatewayListeners } from './rules/kong-mesh/gateway-listeners';
import { gatewayScope } from './rules/kong-mesh/gateway-scope';
import { gatewayWithoutAnnotation } from './rules/kong-mesh/gateway-without-annotation';
import { hostnameTemplate } from './rules/kong-mesh/hostname-template';
import { httpPolicyOverTcp } from './rules/kong-mesh/http-policy-over-tcp';
import { httpSplitOverTcp } from './rules/kong-mesh/http-split-over-tcp';
import { identityAuthority } from './rules/kong-mesh/identity-authority';
import { identitySelector } from './rules/kong-mesh/identity-selector';
import { identitySelfSigned } from './rules/kong-mesh/identity-self-signed';
import { listenerTags } from './rules/kong-mesh/listener-tags';
import { meshBackends } from './rules/kong-mesh/mesh-backends';
import { meshServicesMode } from './rules/kong-mesh/mesh-services-mode';
import { meshServicesOff } from './rules/kong-mesh/mesh-services-off';
import { mirrorTarget } from './rules/kong-mesh/mirror-target';
import { missingIdentity } from './rules/kong-mesh/missing-identity';
import { mixedRoles } from './rules/kong-mesh/mixed-roles';
import { mtlsWithoutPermission } from './rules/kong-mesh/mtls-without-permission';
import { namespaceWithoutInjection } from './rules/kong-mesh/namespace-without-injection';
import { noPermission } from './rules/kong-mesh/no-permission';
import { openEgress } from './rules/kong-mesh/open-egress';
import { origin } from './rules/kong-mesh/origin';
import { otherMesh } from './rules/kong-mesh/other-mesh';
import { passthroughMatch } from './rules/kong-mesh/passthrough-match';
import { passthroughMode } from './rules/kong-mesh/passthrough-mode';
import { permissionEverybody } from './rules/kong-mesh/permission-everybody';
import { permissionNobody } from './rules/kong-mesh/permission-nobody';
import { plainMetrics } from './rules/kong-mesh/plain-metrics';
import { podInjection } from './rules/kong-mesh/pod-injection';
import { protocolDisagreement } from './rules/kong-mesh/protocol-disagreement';
import { proxyPatch } from './rules/kong-mesh/proxy-patch';
import { refusedInitContainer } from './rules/kong-mesh/refused-init-container';
import { removedFrom } from './rules/kong-mesh/removed-from';
import { removedKind } from './rules/kong-mesh/removed-kind';
import { removedMtls } from './rules/kong-mesh/removed-mtls';
import { removedTarget } from './rules/kong-mesh/removed-target';
import { removedValue } from './rules/kong-mesh/removed-value';
import { routeConditions } from './rules/kong-mesh/route-conditions';
import { routeFilter } from './rules/kong-mesh/route-filter';
import { routePath } from './rules/kong-mesh/route-path';
import { selectorlessService } from './rules/kong-mesh/selectorless-service';
import { selectsNobody } from './rules/kong-mesh/selects-nobody';
import { serviceSelector } from './rules/kong-mesh/service-selector';
import { serviceUpstream } from './rules/kong-mesh/service-upstream';
import { settingConflict } from './rules/kong-mesh/setting-conflict';
import { settingRange } from './rules/kong-mesh/setting-range';
import { spiffeIdentity } from './rules/kong-mesh/spiffe-id';
import { systemNamespace } from './rules/kong-mesh/system-namespace';
import { systemOnly } from './rules/kong-mesh/system-only';
import { targetFields } from './rules/kong-mesh/target-fields';
import { targetKind } from './rules/kong-mesh/target-kind';
import { targetOutsideMesh } from './rules/kong-mesh/target-outside-mesh';
import { typedPart } from './rules/kong-mesh/typed-part';
import { unknownCollector } from './rules/kong-mesh/unknown-collector';
import { unknownMesh } from './rules/kong-mesh/unknown-mesh';
import { unknownTarget } from './rules/kong-mesh/unknown-target';
import { unknownMeshValue } from './rules/kong-mesh/unknown-value';
import { withoutSetting } from './rules/kong-mesh/without-setting';
import { zoneValues } from './rules/kong-mesh/zone-values';
import { authenticationWithoutGrant } from './rules/kong-operator/authentication-without-grant';
import { consumerWithoutControlPlane } from './rules/kong-operator/consumer-without-control-plane';
import { ignoredAnnotation } from './rules/kong-operator/ignored-annotation';
import { ignoredPluginField } from './rules/kong-operator/ignored-plugin-field';
import { ignoredTimeout } from './rules/kong-operator/ignored-timeout';
import { konnectServer } from './rules/kong-operator/konnect-server';
import { operatorListener } from './rules/kong-operator/listener';
import { operatorLoadBalancer } from './rules/kong-operator/load-balancer';
import { missingConfiguration } from './rules/kong-operator/missing-configuration';
import { removedOperatorKind } from './rules/kong-operator/removed-kind';
import { routeTwice } from './rules/kong-operator/route-twice';
import { sharedBackend } from './rules/kong-operator/shared-backend';
import { sharedClass } from './rules/kong-operator/shared-class';
import { unseenSecret } from './rules/kong-operator/unseen-secret';
import { operatorVersionMatrix } from './rules/kong-operator/version-matrix';
import { watchWithoutGrant } from './rules/kong-operator/watch-without-grant';
import { eagerLiveness } from './rules/production/eager-liveness';
import { floatingImage } from './rules/production/floating-image';
import { noProbes } from './rules/production/no-probes';
import { noRequests } from './rules/production/no-requests';
import { openRoute } from './rules/production/open-route';
import { outsideMesh } from './rules/production/outside-mesh';
import { singleFailure } from './rules/production/single-failure';
import { singleReplica } from './rules/production/single-replica';
import { alternative } from './rules/schema/alternative';
import { celRule } from './rules/schema/cel';
import { duplicateItem } from './rules/schema/duplicate-item';
import { duplicateKey } from './rules/schema/duplicate-key';
import { unknownValue } from './rules/schema/enum';
import { format } from './rules/schema/format';
import { label } from './rules/schema/label';
import { missingField } from './rules/schema/missing-field';
import { name } from './rules/schema/name';
import { noSchema } from './rules/schema/no-schema';
import { nullField } from './rules/schema/null';
import { pattern } from './rules/schema/pattern';
import { range } from './rules/schema/range';
import { scope } from './rules/schema/scope';
import { size } from './rules/schema/size';
import { wrongType } from './rules/schema/type';
import { unknownField } from './rules/schema/unknown-field';
import { unknownKind } from './rules/schema/unknown-kind';
import { unservedVersion } from './rules/schema/unserved-version';
import { creationPolicy } from './rules/secrets/creation-policy';
import { dataSource } from './rules/secrets/data-source';
import { duplicateSecretKey } from './rules/secrets/duplicate-secret-key';
import { encodedTwice } from './rules/secrets/encoded-twice';
import { missingObject } from './rules/secrets/missing-object';
import { missingSecret } from './rules/secrets/missing-secret';
import { neverRefreshed } from './rules/secrets/never-refreshed';
import { ownRole } from './rules/secrets/own-role';
import { recoveryWindow } from './rules/secrets/recovery-window';
import { retryInterval } from './rules/secrets/retry-interval';
import { roleArn } from './rules/secrets/role-arn';
import { roleCannotRead } from './rules/secrets/role-cannot-read';
import { roleNameLength } from './rules/secrets/role-name-length';
import { roleOfAnotherAccount } from './rules/secrets/role-of-another-account';
import { roleReadsTooMuch } from './rules/secrets/role-reads-too-much';
import { roleTrust } from './rules/secrets/role-trust';
import { secretMadeTwice } from './rules/secrets/secret-made-twice';
import { storeCondition } from './rules/secrets/store-condition';
import { storeNamespace } from './rules/secrets/store-namespace';
import { storeProvider } from './rules/secrets/store-provider';
import { storeWithoutRole } from './rules/secrets/store-without-role';
import { template } from './rules/secrets/template';
import { templateDropsKeys } from './rules/secrets/template-drops-keys';
import { templateTarget } from './rules/secrets/template-target';
import { tokenTemplate } from './rules/secrets/token-template';
import { typeKeys } from './rules/secrets/type-keys';
import { unknownRole } from './rules/secrets/unknown-role';

/** Every rule, one a line, by family and id. A rule that is not listed here does not run, and a test says so. */
const all: Rule[] = [
  alternative,
  celRule,
  duplicateItem,
  duplicateKey,
  unknownValue,
  format,
  label,
  missingField,
  name,
  noSchema,
  nullField,
  pattern,
  range,
  scope,
  size,
  wrongType,
  unknownField,
  unknownKind,
  unservedVersion,
  backendGroups,
  connectionPool,
  containerPort,
  defaultHost,
  duplicateAwsName,
  duplicateBackend,
  duplicateRouteName,
  endpointPort,
  gatewayBackend,
  gatewayOfRoute,
  gatewayRouteHost,
  gatewayRouteRewrite,
  headerMatch,
  hostHeader,
  listenerTimeout,
  meshMembership,
  meshWithoutMembers,
  neverMade,
  notInjected,
  oneCertificate,
  oneProvider,
  backendOfOtherMesh,
  gatewayWithoutListener,
  lostField,
  malformedArn,
  podAnnotationValue,
  podOfTwo,
  podSecurity,
  selectorOperator,
  podAnnotation,
  podWithoutNode,
  readOnlyField,
  referenceOrArn,
  retryEvents,
  routeMatch,
  routeProtocol,
  routeType,
  selectsNoPods,
  selectsOtherPods,
  serviceDiscovery,
  servicePort,
  unknownHost,
  unknownObject,
  zeroWeights,
  annotationValue,
  refusedAnnotationValue,
  credentialValue,
  serviceProtocol,
  tlsVerify,
  upstreamPolicy,
  pluginFields,
  rewriteOff,
  kongRouteMatch,
  serviceCertificate,
  routeProtocols,
  kongVault,
  classTwice,
  classlessObject,
  clientAddressLost,
  consumerGroupEdition,
  credentialKeyMissing,
  credentialWithoutLabel,
  credentialWithoutPlugin,
  deprecatedKind,
  distrolessInitContainer,
  doubtfulPluginConfiguration,
  duplicateConsumer,
  duplicateCredential,
  duplicatePluginType,
  duplicateRoute,
  routesByListener,
  hostHeaderIgnored,
  httpsOnlyRoute,
  ingressWithoutClass,
  konnectEndpoint,
  konnectIncomplete,
  meshUser,
  misplacedAnnotation,
  missingClass,
  missingConsumerGroup,
  missingCredential,
  missingGateway,
  missingLicence,
  missingPlugin,
  missingPluginSecret,
  missingUpstreamPolicy,
  openAdminApi,
  exposedAdminListen,
  overrideOnIngress,
  overrideOnService,
  pathMatch,
  plainSecretInPlugin,
  pluginConfiguration,
  pluginScope,
  pluginUnavailable,
  pluginWithoutGrant,
  secretNotMounted,
  serviceWithoutEndpoints,
  uncountedLimit,
  unknownAnnotation,
  unknownCredentialType,
  unknownPluginType,
  unknownChartValue,
  unmanagedGatewayClass,
  unsupportedFilter,
  unusedCredential,
  unusedPlugin,
  versionMatrix,
  appProtocolIgnored,
  foreignAnnotation,
  referenceGrant,
  routeNotAccepted,
  backendWeights,
  callerOutsideMesh,
  closedTelemetry,
  closedTraces,
  plainMetrics,
  unknownCollector,
  controllerInMesh,
  emptyPolicy,
  federatedZoneObjects,
  gatewayListeners,
  gatewayScope,
  hostnameTemplate,
  httpSplitOverTcp,
  identityAuthority,
  identitySelector,
  identitySelfSigned,
  meshBackends,
  meshServicesMode,
  missingIdentity,
  mirrorTarget,
  mixedRoles,
  namespaceWithoutInjection,
  noPermission,
  blockedCall,
  closedProxy,
  closedControlPlane,
  openEgress,
  origin,
  otherMesh,
  passthroughMatch,
  passthroughMode,
  permissionEverybody,
  permissionNobody,
  podInjection,
  proxyPatch,
  refusedInitContainer,
  removedFrom,
  removedKind,
  removedMtls,
  removedTarget,
  removedValue,
  routeConditions,
  routeFilter,
  routePath,
  selectsNobody,
  serviceUpstream,
  serviceSelector,
  settingConflict,
  settingRange,
  spiffeIdentity,
  systemNamespace,
  systemOnly,
  targetFields,
  targetKind,
  targetOutsideMesh,
  typedPart,
  unknownMesh,
  unknownTarget,
  unknownMeshValue,
  withoutSetting,
  zoneValues,
  dataSource,
  duplicateSecretKey,
  recoveryWindow,
  retryInterval,
  storeCondition,
  template,
  templateTarget,
  tokenTemplate,
  gatewayWithoutAnnotation,
  httpPolicyOverTcp,
  listenerTags,
  meshServicesOff,
  mtlsWithoutPermission,
  protocolDisagreement,
  selectorlessService,
  existingWorkload,
  creationPolicy,
  missingObject,
  missingSecret,
  roleArn,
  roleCannotRead,
  roleNameLength,
  roleOfAnotherAccount,
  roleReadsTooMuch,
  roleTrust,
  secretMadeTwice,
  storeNamespace,
  storeProvider,
  storeWithoutRole,
  typeKeys,
  unknownRole,
  encodedTwice,
  neverRefreshed,
  ownRole,
  templateDropsKeys,
  danglingReference,
  duration,
  duplicateObject,
  missingNamespace,
  podSecurityOfNamespace,
  rbacWildcard,
  boundToEverybody,
  hostAccess,
  portWithoutProtocol,
  cronSchedule,
  refusedPod,
  secretInField,
  secretObject,
  selectorMismatch,
  undeclaredPort,
  monitorSelectsNothing,
  closedWebhook,
  argoCdOption,
  certificateDiffers,
  chartName,
  circularDependency,
  crdsNotUpgraded,
  hookTimeToLive,
  missingKind,
  missingSource,
  noHealthCheck,
  noRemediation,
  projectLacks,
  projectRefuses,
  replace,
  rollingSync,
  serverSideApply,
  stageOrder,
  substitution,
  templateBraces,
  tooEarly,
  unpinnedChart,
  unwaitedDependency,
  waveOrder,
  applicationNamespace,
  ignoreDifferences,
  projectNamespace,
  replicasBesideAutoscaler,
  sourceType,
  eagerLiveness,
  floatingImage,
  noProbes,
  noRequests,
  openRoute,
  outsideMesh,
  singleFailure,
  singleReplica,
  ignoredGrpcFilter,
  joinedRules,
  unseenSecret,
  ignoredAnnotation,
  ignoredPluginField,
  ignoredTimeout,
  missingConfiguration,
  removedOperatorKind,
  consumerWithoutControlPlane,
  konnectServer,
  sharedClass,
  routeTwice,
  sharedBackend,
  watchWithoutGrant,
  authenticationWithoutGrant,
  operatorListener,
  operatorLoadBalancer,
  operatorVersionMatrix,
];

/** Every rule that is tried: ours, and those that extensions have added in this process. */
export const rules: readonly Rule[] = all;

/** Adds rules of an extension, before anything is judged. */
export function addRules(more: readonly Rule[]): void {
  all.push(...more);
}
