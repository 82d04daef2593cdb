/** Signs that a credential's parts are made of. */
const classes = {
  letters: /[^A-Za-z0-9]/g,
  name: /[^A-Za-z0-9_]/g,
  base64: /[^A-Za-z0-9+/=]/g,
  base64url: /[^A-Za-z0-9_-]/g,
  dotted: /[^A-Za-z0-9_.=-]/g,
  encoded: /[^A-Za-z0-9+/_-]/g,
  hex: /[^0-9a-fA-F]/g,
  uuid: /[^0-9a-fA-F-]/g,
  loose: /[^A-Za-z0-9_.~+/=:%-]/g,
} as const;

export type SignClass = keyof typeof classes;

/** Where runs of signs of one class end in a text. Asked from left to right, all answers together cost one pass. */
export class Runs {
  private readonly known = new Map<SignClass, { from: number; end: number }>();

  constructor(private readonly text: string) {}

  /** Offset of the first sign at or after `from` that is not of the class. */
  end(signs: SignClass, from: number): number {
    const last = this.known.get(signs);
    if (last !== undefined && last.from <= from && from <= last.end) return last.end;
    const pattern = classes[signs];
    pattern.lastIndex = from;
    const end = pattern.exec(this.text)?.index ?? this.text.length;
    this.known.set(signs, { from, end });
    return end;
  }
}
