/** A whole number with its digits in groups, as `7,200`. What JavaScript has for it reads the customs of all languages first: 15 ms. */
export function grouped(count: number): string {
  const digits = String(count);
  let text = digits.slice(-3);
  for (let end = digits.length - 3; end > 0; end -= 3)
    text = `${digits.slice(Math.max(0, end - 3), end)},${text}`;
  return text;
}
