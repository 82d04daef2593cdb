import { createHash } from 'node:crypto';

/** Texts at random, the same ones for the same seed. */
export class Random {
  private count = 0;

  constructor(private readonly seed: string) {}

  bytes(length: number): Buffer {
    const blocks: Buffer[] = [];
    for (let size = 0; size < length; size += 64)
      blocks.push(
        createHash('sha512')
          .update(`${this.seed} ${this.count++}`)
          .digest(),
      );
    return Buffer.concat(blocks).subarray(0, length);
  }

  below(limit: number): number {
    return this.bytes(4).readUInt32BE() % limit;
  }

  of(signs: string, length: number): string {
    return [...this.bytes(length * 2)]
      .reduce<string[]>((text, _, index, all) => {
        if (index % 2 === 0)
          text.push(signs[((all[index] ?? 0) * 256 + (all[index + 1] ?? 0)) % signs.length] ?? '');
        return text;
      }, [])
      .join('');
  }

  one<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to choose from');
    return item;
  }

  hex(length: number): string {
    return this.of('0123456789abcdef', length);
  }

  letters(length: number): string {
    return this.of('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', length);
  }

  upper(length: number): string {
    return this.of('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', length);
  }

  lower(length: number): string {
    return this.of('abcdefghijklmnopqrstuvwxyz0123456789', length);
  }

  digits(length: number): string {
    return this.of('0123456789', length);
  }

  url(length: number): string {
    return this.of('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', length);
  }

  base64(bytes: number): string {
    return this.bytes(bytes).toString('base64');
  }

  uuid(): string {
    return this.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }
}
