/**
 * Fields that Go reads as a duration and whose CRD says only that they are text (`metav1.Duration` in the types of each
 * project): nothing but the program that reads them refuses what it cannot read. A `[]` stands for every entry of a list.
 */
export const durationPlaces: Readonly<Record<string, readonly string[]>> = {
  'cert-manager.io/Certificate': ['spec.duration', 'spec.renewBefore'],
  'cert-manager.io/CertificateRequest': ['spec.duration'],
  'external-secrets.io/ExternalSecret': ['spec.refreshInterval', 'spec.syncWindows.windows[].duration'],
  'external-secrets.io/ClusterExternalSecret': [
    'spec.refreshTime',
    'spec.externalSecretSpec.refreshInterval',
    'spec.externalSecretSpec.syncWindows.windows[].duration',
  ],
  'external-secrets.io/PushSecret': ['spec.refreshInterval'],
  'external-secrets.io/ClusterPushSecret': ['spec.refreshTime', 'spec.pushSecretSpec.refreshInterval'],
  'external-secrets.io/SecretStore': storePlaces(),
  'external-secrets.io/ClusterSecretStore': storePlaces(),
  'generators.external-secrets.io/Webhook': ['spec.timeout'],
  'generators.external-secrets.io/ClusterGenerator': ['spec.generator.webhookSpec.timeout'],
};

function storePlaces(): readonly string[] {
  return ['spec.refreshInterval', 'spec.provider.webhook.timeout', 'spec.provider.onepasswordSDK.cache.ttl'];
}
