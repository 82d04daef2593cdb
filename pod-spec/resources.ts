import { isGiven, type Part, partOf, type Refusal } from './refusal';
import { quantityOf } from './values';

/** What a container may ask for without a domain in its name. */
const standard = /^(?:cpu|memory|ephemeral-storage|hugepages-.+)$/;

/** Source: kubernetes pkg/apis/core/validation/validation.go, ValidateContainerResourceRequirements. */
export function* resourceRequirements(part: Part): Generator<Refusal> {
  const [requests, limits] = [partOf(part.requests), partOf(part.limits)];
  for (const [field, amounts] of [['limits', limits] as const, ['requests', requests] as const])
    for (const [name, amount] of Object.entries(amounts)) {
      const at = [field, name];
      const mend = 'correct it';
      if (!name.includes('/') && !standard.test(name))
        yield {
          at,
          message: 'a resource that no container has',
          found: name,
          expected: 'cpu, memory, ephemeral-storage, or a name with its domain',
          mend,
        };
      const quantity = quantityOf(amount);
      if (quantity !== undefined && quantity < 0)
        yield { at, message: 'a negative amount', found: String(amount), expected: '0 or more', mend };
      if (isExtended(name) && quantity !== undefined && !Number.isInteger(quantity))
        yield {
          at,
          message: `a part of one ${name}`,
          found: String(amount),
          expected: 'a whole number',
          mend,
        };
    }
  for (const [name, request] of Object.entries(requests)) {
    const limit = limits[name];
    const [least, most] = [quantityOf(request), quantityOf(limit)];
    if (!isGiven(limit)) {
      if (isExtended(name))
        yield {
          at: ['requests', name],
          message: `a request of ${name} without a limit`,
          found: String(request),
          expected: 'the same under limits',
          mend: `write limits.${name}`,
        };
    } else if (
      least !== undefined &&
      most !== undefined &&
      (isExtended(name) ? least !== most : least > most)
    ) {
      yield {
        at: ['requests', name],
        message: `a request of ${name} ${least > most ? 'above' : 'below'} its limit`,
        found: String(request),
        expected: isExtended(name) ? `its limit, ${String(limit)}` : `at most its limit, ${String(limit)}`,
        mend: 'correct one of them',
      };
    }
  }
}

/** A resource of another's domain, of which nothing can be lent. */
function isExtended(name: string): boolean {
  return name.includes('/') && !/^(?:[^/]*\.)?kubernetes\.io\//.test(name);
}
