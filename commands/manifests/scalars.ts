/**
 * What a plain scalar means to `kubectl`, Flux and Argo CD, which all read YAML with Go's `sigs.k8s.io/yaml`
 * (go.yaml.in/yaml/v2 resolve.go): booleans of YAML 1.1 such as `yes` and `off`, numbers of Go, and no sexagesimals.
 *
 * @returns undefined for what JSON cannot say: `.nan` and `.inf`
 */
export function plainScalar(text: string): string | number | boolean | null | undefined {
  const word = words.get(text);
  if (word !== undefined) return word.value;
  const first = text.charCodeAt(0);
  const numeric = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46;
  if (!numeric) return text;
  if (/^[+-]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/.test(text)) return undefined;
  return numberOf(text) ?? text;
}

const words: ReadonlyMap<string, { readonly value: boolean | null }> = new Map(
  [
    { value: true, texts: 'y Y yes Yes YES true True TRUE on On ON' },
    { value: false, texts: 'n N no No NO false False FALSE off Off OFF' },
    { value: null, texts: ' ~ null Null NULL' },
  ].flatMap(({ value, texts }) => texts.split(' ').map((text) => [text, { value }] as const)),
);

function numberOf(text: string): number | undefined {
  if (text.startsWith('.')) return /^\.\d+([eE][-+]?\d+)?$/.test(text) ? Number(text) : undefined;
  // A date is text: go-yaml gives it as it is written.
  if (/^\d{4}-/.test(text)) return undefined;
  const plain = text.replaceAll('_', '');
  const integer = /^([+-]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9]\d*)$/.exec(plain);
  if (integer !== null) {
    const [, sign = '', digits = ''] = integer;
    const value = Number(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
    if (value < 2 ** 64) return sign === '-' ? -value : value;
  }
  const float = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(plain) ? Number(plain) : undefined;
  return float !== undefined && Number.isFinite(float) ? float : undefined;
}
