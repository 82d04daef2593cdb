/**
 * What a plain scalar stands for where YAML 1.2 and what Kubernetes reads say the same: most of what is written, and all that we write.
 *
 * @returns undefined where they may differ (`yes`, `0644`, `1_000`, `.inf`), and for null, which differs as a key
 */
export function agreedScalar(text: string): string | number | boolean | undefined {
  if (text === 'true') return true;
  if (text === 'false') return false;
  const first = text.charCodeAt(0);
  const numeric = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46;
  if (!numeric) return words.test(text) ? undefined : text;
  if (decimal.test(text)) return Number(text);
  return like.test(text) && !version.test(text) ? undefined : text;
}

/** Booleans and nulls of YAML 1.1 and 1.2. */
const words = /^(?:|~|null|y|n|yes|no|true|false|on|off)$/i;
const decimal = /^(?:0|-?[1-9]\d{0,14})(?:\.\d{1,6})?$/;
/** Of two dots no number is made. */
const version = /^\d+\.\d+\.[\d.]+$/;
/** All that numbers of any YAML are made of, infinities and what is no number. */
const like = /^[-+]?(?:[\d_a-fxo:.+-]+|\.inf|\.nan)$/i;
