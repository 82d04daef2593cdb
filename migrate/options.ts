/** How App Mesh objects become Kong Mesh objects. */
export interface LeaveOptions {
  /**
   * What answers a request that no route of a virtual router takes, 404 on App Mesh: `503`, a Service without endpoints;
   * `service`, all pods of the service, as Kuma does on its own.
   *
   * @default '503'
   */
  readonly unmatched?: '503' | 'service';
  /**
   * What `prefix: /color` takes: `letters`, `/colorx` too, as on App Mesh, by a regular expression; `segments`, only
   * `/color` and what is below it, as Kuma's own prefixes.
   *
   * @default 'letters'
   */
  readonly prefix?: 'segments' | 'letters';
  /** Further tries of routes that say nothing: those that App Mesh makes of itself, or none. @default 'app-mesh-default' */
  readonly retries?: 'app-mesh-default' | 'none';
  /** What tells callers apart: their ServiceAccount, or the value of a label of their pods. @default 'service-account' */
  readonly identity?: 'service-account' | { readonly label: string };
  /**
   * Whether application files and a cluster file of Meshwright are written instead of objects, where they say all of it.
   *
   * @default false
   */
  readonly application?: boolean;
  /** `later`: no permissions are written. @default 'now' */
  readonly permissions?: 'now' | 'later';
  /** What virtual gateways become. @default 'ingress' */
  readonly gateway?: 'ingress' | 'gateway-api' | 'none';
  /** Name of the Mesh. @default the App Mesh Mesh's */
  readonly mesh?: string;
  /** Of several meshes in the input, the one that is converted. @default the only one */
  readonly fromMesh?: string;
  /** Name of the zone, which is part of every identity. @default 'default' */
  readonly zone?: string;
  /**
   * Which of two routes App Mesh tries first where it does not say: for a virtual router, as `namespace/name`, names of its
   * routes in their order. @default none
   */
  readonly order?: Readonly<Record<string, readonly string[]>>;
}

/** Options with every default filled in, but those that the input decides. */
export type Settings = Required<Omit<LeaveOptions, 'mesh' | 'fromMesh'>> &
  Pick<LeaveOptions, 'mesh' | 'fromMesh'>;

/** The options with their defaults. */
export function settingsOf(options: LeaveOptions): Settings {
  return {
    unmatched: '503',
    prefix: 'letters',
    retries: 'app-mesh-default',
    identity: 'service-account',
    permissions: 'now',
    gateway: 'ingress',
    application: false,
    zone: 'default',
    order: {},
    ...options,
  };
}
