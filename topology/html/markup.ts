import { oneLine, printableJson } from '../../references/printable';

/** Text as it may stand in HTML, in an attribute too. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A name or value as it is shown on the page: nothing in it turns the text's direction or stands there unseen. */
export function shownHtml(text: string): string {
  return escapeHtml(oneLine(text));
}

/** A value as JSON that may stand in a `<script>` element: nothing in it ends the element. */
export function scriptJson(value: unknown): string {
  return printableJson(value, 0).replaceAll('<', '\\u003c');
}
