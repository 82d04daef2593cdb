import type { Json } from '../../references/manifest';

/** One operation of Konnect's public OpenAPI, as far as the stand-in serves it. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The path with its parameters in braces. */
  readonly path: string;
  readonly where: 'region' | 'global';
  /** JSON Schema of each thing that a good answer holds; undefined: not looked at. */
  readonly answer?: { readonly [key: string]: Json };
  /** JSON Schema of the request body; undefined: no body. */
  readonly body?: { readonly [key: string]: Json };
  /** Query parameters that it takes. */
  readonly query?: readonly string[];
}

const pages = ['page[size]', 'page[number]'];
const labels = {
  type: 'object',
  maxProperties: 50,
  propertyNames: { pattern: '^(?!kong|konnect|mesh|kic|_)[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$' },
  additionalProperties: { type: 'string', pattern: '^[a-z0-9A-Z]([a-z0-9A-Z._:-]{0,61}[a-z0-9A-Z])?$' },
} as const;
const object = (required: readonly string[], properties: { readonly [key: string]: Json }) => ({
  type: 'object',
  required,
  properties,
  additionalProperties: false,
});

const time = { type: 'string', format: 'date-time' } as const;

/** A gateway control plane, as it is answered: all of these are there, and its region is not, which the address says. */
const controlPlane = object(['id', 'name', 'description', 'labels', 'config', 'created_at', 'updated_at'], {
  id: { type: 'string', format: 'uuid' },
  name: { type: 'string' },
  description: { type: 'string' },
  labels: { type: 'object', additionalProperties: { type: 'string' } },
  config: object(
    [
      'control_plane_endpoint',
      'telemetry_endpoint',
      'cluster_type',
      'auth_type',
      'cloud_gateway',
      'proxy_urls',
    ],
    {
      control_plane_endpoint: { type: 'string', format: 'uri' },
      telemetry_endpoint: { type: 'string', format: 'uri' },
      cluster_type: { type: 'string' },
      auth_type: { enum: ['pinned_client_certs', 'pki_client_certs'] },
      cloud_gateway: { type: 'boolean' },
      proxy_urls: { type: 'array' },
    },
  ),
  created_at: time,
  updated_at: time,
});

/** A token: when it was used is a time, and not there until it was; its value is there in the answer that issues it. */
const accessToken = object(['id', 'name', 'created_at', 'updated_at', 'expires_at'], {
  id: { type: 'string', format: 'uuid' },
  name: { type: 'string' },
  created_at: time,
  updated_at: time,
  expires_at: time,
  last_used_at: time,
  token: { type: 'string' },
});

const systemAccounts = '/v3/system-accounts';
const meshControlPlanes = '/v1/mesh/control-planes';
const controlPlanes = '/v2/control-planes';
const kuma = `${meshControlPlanes}/{cpId}/api`;

/**
 * The paths and request schemas that the commands use. Source: Kong/terraform-provider-konnect openapi.yaml v3.19.0 and
 * Kong/sdk-konnect-go v0.62.0; below `/api`, Kuma 2.14's own API.
 */
export const operations: readonly Operation[] = [
  {
    method: 'GET',
    path: meshControlPlanes,
    where: 'region',
    query: [...pages, 'filter[name][eq]', 'filter[name][contains]'],
  },
  {
    method: 'POST',
    path: meshControlPlanes,
    where: 'region',
    body: object(['name'], {
      name: { type: 'string', minLength: 1, maxLength: 100, pattern: '^[a-z0-9A-Z]' },
      description: { type: 'string', maxLength: 250 },
      labels,
      features: { type: 'array' },
    }),
  },
  { method: 'GET', path: `${meshControlPlanes}/{cpId}`, where: 'region' },
  {
    method: 'POST',
    path: '/v0/mesh/control-planes/{cpId}/api/provision-zone',
    where: 'region',
    body: object(['name'], { name: { type: 'string' } }),
  },
  {
    method: 'GET',
    path: systemAccounts,
    where: 'global',
    query: [...pages, 'filter[name][eq]', 'filter[name][contains]'],
  },
  {
    method: 'POST',
    path: systemAccounts,
    where: 'global',
    body: object(['name', 'description'], {
      name: { type: 'string', minLength: 1 },
      description: { type: 'string', minLength: 1 },
      konnect_managed: { type: 'boolean' },
    }),
  },
  { method: 'DELETE', path: `${systemAccounts}/{accountId}`, where: 'global' },
  { method: 'GET', path: `${systemAccounts}/{accountId}/teams`, where: 'global', query: pages },
  { method: 'GET', path: `${systemAccounts}/{accountId}/assigned-roles`, where: 'global' },
  {
    method: 'POST',
    path: `${systemAccounts}/{accountId}/assigned-roles`,
    where: 'global',
    body: object(['role_name', 'entity_id', 'entity_type_name', 'entity_region'], {
      role_name: { enum: ['Admin', 'Connector', 'Creator', 'Deployer', 'Editor', 'Maintainer', 'Viewer'] },
      entity_id: { type: 'string', format: 'uuid' },
      entity_type_name: { enum: ['Control Planes', 'Mesh Control Planes'] },
      entity_region: { enum: ['us', 'eu', 'au', 'me', 'in', 'sg', '*'] },
    }),
  },
  {
    method: 'GET',
    path: `${systemAccounts}/{accountId}/access-tokens`,
    where: 'global',
    query: pages,
    answer: accessToken,
  },
  {
    method: 'POST',
    path: `${systemAccounts}/{accountId}/access-tokens`,
    where: 'global',
    answer: accessToken,
    body: object(['name', 'expires_at'], {
      name: { type: 'string', minLength: 1 },
      expires_at: { type: 'string', format: 'date-time' },
    }),
  },
  { method: 'GET', path: `${systemAccounts}/{accountId}/access-tokens/{tokenId}`, where: 'global' },
  { method: 'DELETE', path: `${systemAccounts}/{accountId}/access-tokens/{tokenId}`, where: 'global' },
  {
    method: 'GET',
    path: controlPlanes,
    where: 'region',
    answer: controlPlane,
    query: [...pages, 'filter[name][eq]', 'sort', 'labels'],
  },
  {
    method: 'POST',
    path: controlPlanes,
    where: 'region',
    answer: controlPlane,
    body: object(['name'], {
      name: { type: 'string', minLength: 1, maxLength: 100 },
      description: { type: 'string' },
      cluster_type: {
        enum: [
          'CLUSTER_TYPE_CONTROL_PLANE',
          'CLUSTER_TYPE_K8S_INGRESS_CONTROLLER',
          'CLUSTER_TYPE_CONTROL_PLANE_GROUP',
          'CLUSTER_TYPE_SERVERLESS',
        ],
      },
      auth_type: { enum: ['pinned_client_certs', 'pki_client_certs'] },
      cloud_gateway: { type: 'boolean' },
      proxy_urls: { type: 'array' },
      labels,
    }),
  },
  { method: 'GET', path: `${controlPlanes}/{controlPlaneId}`, where: 'region', answer: controlPlane },
  { method: 'GET', path: `${controlPlanes}/{controlPlaneId}/dp-client-certificates`, where: 'region' },
  {
    method: 'POST',
    path: `${controlPlanes}/{controlPlaneId}/dp-client-certificates`,
    where: 'region',
    body: object(['cert'], {
      cert: {
        type: 'string',
        pattern: '^-----BEGIN CERTIFICATE-----\\n[A-Za-z0-9+/=\\n]+-----END CERTIFICATE-----\\n$',
      },
      title: { type: 'string' },
    }),
  },
  {
    method: 'DELETE',
    path: `${controlPlanes}/{controlPlaneId}/dp-client-certificates/{certificateId}`,
    where: 'region',
  },
  { method: 'GET', path: `${kuma}/_resources`, where: 'region' },
  { method: 'GET', path: `${kuma}/zones/{zone}/_overview`, where: 'region' },
  { method: 'DELETE', path: `${kuma}/zones/{zone}`, where: 'region' },
  { method: 'GET', path: `${kuma}/meshes/{mesh}`, where: 'region' },
  {
    method: 'PUT',
    path: `${kuma}/meshes/{mesh}`,
    where: 'region',
    body: { type: 'object', required: ['type', 'name'], properties: { type: { const: 'Mesh' } } },
  },
  { method: 'GET', path: `${kuma}/meshes/{mesh}/{policies}/{name}`, where: 'region' },
  {
    method: 'PUT',
    path: `${kuma}/meshes/{mesh}/{policies}/{name}`,
    where: 'region',
    body: { type: 'object', required: ['type', 'name', 'mesh', 'spec'] },
  },
];
