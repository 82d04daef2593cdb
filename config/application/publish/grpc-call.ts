import type { PublishedMatch } from './published';

/** The service and method of gRPC that a path names; undefined where it names none: `/`, an expression, another path. */
export function grpcCall({
  type,
  value,
}: PublishedMatch['path']): { readonly service: string; readonly method?: string } | undefined {
  const parts = /^\/([A-Za-z_][\w.]*)(?:\/([A-Za-z_]\w*))?$/.exec(value);
  const [, service, method] = parts ?? [];
  if (service === undefined || type === 'RegularExpression') return undefined;
  if (type === 'Exact') return method === undefined ? undefined : { service, method };
  return method === undefined ? { service } : undefined;
}
