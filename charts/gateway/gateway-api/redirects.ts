import type { PublishedRoute } from '../../../config/application/publish/published';
import type { RoutePlugin } from '../route-plugins';

/**
 * The plugin that sends plain HTTP on to https, with method and body, where no annotation of the route says so. A route of its own
 * for plain HTTP would not do: Kong's router looks at no protocol, and would find two routes of one rank (Kong/kong 3.9
 * kong/router/transform.lua).
 */
export function toHttps({ name }: PublishedRoute): RoutePlugin {
  return {
    name: `${name}-to-https`,
    plugin: 'pre-function',
    config: {
      access: [
        [
          'if kong.request.get_forwarded_scheme() == "http" then',
          '  local address = "https://" .. kong.request.get_forwarded_host() .. kong.request.get_path_with_query()',
          '  return kong.response.exit(308, nil, { Location = address })',
          'end',
          '',
        ].join('\n'),
      ],
    },
  };
}
