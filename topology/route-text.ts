import type { Route } from './topology';

/** What a route takes, in words: `https, http is sent on to it; GET`. */
export function takes({ condition, protocols, redirects }: Route): string {
  const spoken = redirects ? `${protocols.join(', ')}, http is sent on to it` : protocols.join(', ');
  return [spoken, condition].filter((each) => each !== '').join('; ') || 'any call';
}

/** Where a route is and what else a call has to be like: `shop.example.com/orders GET`; the path alone for any host. */
export function routePlace({ host, path, condition }: Route): string {
  const place = host === '*' ? path : `${host}${path}`;
  return condition === '' ? place : `${place} ${condition}`;
}
