/** Konnect's largest answer, a page of a hundred entries, has a few hundred KiB. */
export const MOST_BYTES = 8 * 1024 * 1024;

/** An answer has more bytes than are read of any. */
export class TooLarge extends Error {
  constructor(readonly status: number) {
    super('the answer is too large');
  }
}

/**
 * The text of an answer, read only as far as an answer of Konnect can be long (after decompression).
 *
 * @throws TooLarge when there is more
 */
export async function limitedText(response: Response): Promise<string> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop ends the connection.
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) throw new TooLarge(response.status);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
