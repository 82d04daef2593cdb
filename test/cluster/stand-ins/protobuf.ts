/** The fields of a message by their numbers: texts, bytes and messages as bytes, everything else as a number. */
export type Message = ReadonlyMap<number, readonly (Buffer | bigint)[]>;

/**
 * Reads a message in protobuf's wire format, without a definition of it.
 *
 * @throws RangeError where the bytes are no message
 */
export function readMessage(bytes: Buffer): Message {
  const fields = new Map<number, (Buffer | bigint)[]>();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes.readUInt8(at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw new RangeError('the message ends early');
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = varint();
    const [number, type] = [Number(tag >> 3n), Number(tag & 7n)];
    const value =
      type === 0 ? varint() : type === 2 ? take(Number(varint())) : take(type === 1 ? 8 : 4).readUIntLE(0, 4);
    const list = fields.get(number) ?? [];
    list.push(typeof value === 'number' ? BigInt(value) : value);
    fields.set(number, list);
  }
  return fields;
}

/** The messages that lie at a path of field numbers. */
export function messagesAt(message: Message, [number, ...rest]: readonly number[]): readonly Message[] {
  if (number === undefined) return [message];
  return (message.get(number) ?? []).flatMap((value) =>
    Buffer.isBuffer(value) ? messagesAt(readMessage(value), rest) : [],
  );
}

/** The first value of a field as bytes; none where it is not there. */
export function bytesAt(message: Message, number: number): Buffer {
  const value = message.get(number)?.[0];
  return Buffer.isBuffer(value) ? value : Buffer.alloc(0);
}
