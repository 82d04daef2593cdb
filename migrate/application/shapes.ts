import type { ClusterFile } from './cluster';

/** A host outside the mesh, in an application file. */
export interface ExternalConfig {
  readonly host: string;
  readonly port: number;
  readonly protocol: string;
}

/** A port of a service, in an application file. */
export interface PortConfig {
  readonly port: number;
  readonly targetPort?: number;
  readonly protocol: string;
}

/** A service whose workloads are there already, in an application file. */
export interface ServiceConfig {
  readonly existing: { readonly service: string; readonly serviceAccount: string };
  readonly ports?: Readonly<Record<string, PortConfig>>;
  readonly versions: Readonly<
    Record<string, { readonly labels: Readonly<Record<string, string>>; readonly weight?: number }>
  >;
  readonly calls?: readonly string[];
  readonly callers?: readonly string[];
  readonly routes?: Readonly<Record<string, RouteConfig>>;
}

/** Whom a service calls, and who of other applications calls it. */
export type Calls = Pick<ServiceConfig, 'calls' | 'callers'>;

/** A condition on a header, in an application file. */
export interface HeaderConfig {
  readonly type?: 'Prefix' | 'Suffix' | 'RegularExpression' | 'Present' | 'Absent' | 'Range';
  readonly value?: string;
  readonly from?: number;
  readonly to?: number;
}

/** What a route takes, in an application file. */
export interface MatchConfig {
  readonly path?: { readonly type?: 'Exact' | 'RegularExpression'; readonly value: string };
  readonly method?: string | { readonly service: string; readonly method?: string };
  readonly headers?: Readonly<Record<string, HeaderConfig>>;
}

/** A route of a service: calls that are shared otherwise than its others. */
export interface RouteConfig {
  readonly port?: string;
  readonly matches: readonly MatchConfig[];
  readonly weights: Readonly<Record<string, number>>;
  readonly timeouts?: { readonly request: string };
}

/** Limits and checks of a service, in an application file. */
export interface TrafficConfig {
  readonly healthCheck?: Readonly<Record<string, unknown>>;
  readonly timeouts?: Readonly<Record<string, string>>;
  readonly retries?: { readonly attempts: number; readonly perTry?: string; readonly on: readonly string[] };
  readonly connectionLimits?: Readonly<Record<string, unknown>>;
  readonly outlierEjection?: Readonly<Record<string, unknown>>;
}

/** An application file, as far as it is written here. */
export interface ApplicationFile {
  readonly namespace: { readonly name: string; readonly existing: true };
  readonly labels: Readonly<Record<string, string>>;
  readonly services: Readonly<Record<string, ServiceConfig>>;
  readonly external?: Readonly<Record<string, ExternalConfig>>;
}

/** What `--application` writes: files by their names, without folder and ending. */
export interface Applications {
  readonly applications: Readonly<Record<string, ApplicationFile>>;
  readonly cluster: { readonly name: string; readonly file: ClusterFile };
}
