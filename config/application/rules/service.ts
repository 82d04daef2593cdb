import type { ApplicationFinding, Part, ServiceRule } from '../running';
import type { ServiceConfig } from '../service';
import { kinds } from './kinds';
import { portNumbers, routePorts } from './names';
import { overlaps } from './overlaps';
import { routeShares, weights } from './weights';

const rules: readonly ServiceRule[] = [kinds, portNumbers, routePorts, weights, routeShares, overlaps];

/** All that is wrong with a service by the rules that look at it alone, beyond what its schema says. */
export function serviceFindings(name: string, service: Part<ServiceConfig>): readonly ApplicationFinding[] {
  return rules.flatMap((rule) => rule(name, service));
}
