import type { PluginName } from '../plugins';
import type { EntityCheck } from './entity-check';
import { limitedBy, redisHost, someWindow, windowOrder } from './rate-limiting';

/** The rules of each plugin that its schema cannot say. */
export const entityChecks: Readonly<Partial<Record<PluginName, readonly EntityCheck[]>>> = {
  'rate-limiting': [
    someWindow,
    windowOrder,
    limitedBy,
    redisHost('Kong/kong kong/plugins/rate-limiting/schema.lua'),
  ],
};
