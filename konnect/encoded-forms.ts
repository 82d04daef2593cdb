/**
 * The ways in which a text may be written into another: as it is, backwards, escaped for JSON, HTML and addresses, in
 * hexadecimal and in base64, alone or at any place of what was encoded. Each form has only characters that depend on
 * the text alone, so that all of them are found by looking for them.
 */
export function encodedForms(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const reversed = [...text].reverse().join('');
  const each = (form: (byte: string) => string) =>
    [...bytes.toString('hex').matchAll(/../g)].map(([hex]) => form(hex));
  const hexadecimal = bytes.toString('hex');
  const forms = [
    text,
    reversed,
    JSON.stringify(text).slice(1, -1),
    [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
    [...text].map((letter) => `&#${letter.charCodeAt(0)};`).join(''),
    encodeURIComponent(text),
    each((hex) => `%${hex}`).join(''),
    each((hex) => `\\x${hex}`).join(''),
    ...['', ' ', ':', '-'].map((between) => each((hex) => hex).join(between)),
    hexadecimal,
    ...[text, reversed].flatMap((one) => [0, 1, 2].flatMap((offset) => base64At(one, offset))),
  ];
  const cased = forms.flatMap((form) =>
    /^(?:[0-9a-f :-]|%|\\[ux])+$/.test(form) ? [form, form.toUpperCase()] : [form],
  );
  // The longest first: a shorter form inside it would leave its rest to be read.
  return [...new Set(cased)].filter((form) => form.length >= 8).sort((a, b) => b.length - a.length);
}

/** Base64 of a text that begins so many bytes behind a multiple of three, without the letters that its neighbours shape. */
function base64At(text: string, offset: number): readonly string[] {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
  const letters = bytes
    .toString('base64')
    .slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
  return [letters, letters.replaceAll('+', '-').replaceAll('/', '_')];
}
