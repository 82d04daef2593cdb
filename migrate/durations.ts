import { dig } from '../references/fields';

/** A duration of App Mesh, such as `{unit: ms, value: 500}`, in milliseconds. */
export function milliseconds(value: unknown): number | undefined {
  const [unit, number] = [dig(value, 'unit'), dig(value, 'value')];
  if (typeof number !== 'number') return undefined;
  return unit === 's' ? number * 1000 : number;
}

/** Milliseconds as Kuma writes them. */
export function duration(value: number): string {
  return value % 1000 === 0 ? `${value / 1000}s` : `${value}ms`;
}
