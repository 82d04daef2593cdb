/** A duration of App Mesh. Every place of it has an enumeration of its own for the unit. */
export function milliseconds<Unit>(unit: Unit, value: number): { unit: Unit; value: number } {
  return { unit, value };
}
