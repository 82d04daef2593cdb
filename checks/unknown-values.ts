import { dig } from '../references/fields';
import { groupOf } from '../references/manifest';
import type { Finding } from './finding';

/** What another program fills in before the API server sees it: Flux's variables, and templates of Helm and Argo CD. */
const placeholder = /\$\{[A-Za-z_][^}]{0,200}\}|\{\{-?\s*(?:[\w.$/(#^&>!*]|["'`][\w{./ -])|<no value>/;
/** What a person is to put in the place of a whole value: `<your account>`, `...`, `**here**`. */
const toFillIn =
  /^(?:[a-z ]+: )?"?(?:[\w.-]{0,40}<[A-Za-z][^<>]{0,80}>[\w.-]{0,40}|\.{3}|\*\*[^*]{1,80}\*\*)"?$/;

/** The same, where the value itself may be a template that External Secrets renders: only what Helm alone knows is Helm's. */
const placeholderInTemplate =
  /\$\{[A-Za-z_][^}]{0,200}\}|\{\{[^}]{0,200}(?:\.(?:Values|Release|Chart|Capabilities|Files)\b|\b(?:include|tpl)\s)|<no value>/;
const templateOfSecret = /\/(?:template|rewrite)(?:\/|$)/;

/** Rules that judge the placeholders themselves. */
const aboutPlaceholders: ReadonlySet<string> = new Set(['delivery/substitution', 'delivery/template-braces']);

/** Whether a finding rests on a value that is not known before something is filled in. */
export function restsOnPlaceholder({ rule, object, path, found, absent }: Finding): boolean {
  if (aboutPlaceholders.has(rule)) return false;
  const unknown =
    groupOf(object.apiVersion) === 'external-secrets.io' && templateOfSecret.test(path)
      ? placeholderInTemplate
      : placeholder;
  if (unknown.test(found) || toFillIn.test(found)) return true;
  const { name, namespace } = absent?.id ?? {};
  if (placeholder.test(`${namespace ?? ''}/${name ?? ''}`)) return true;
  if (absent !== undefined) return false;
  const value = path === '' ? undefined : dig(object, ...partsOf(path));
  return holdsPlaceholder(value, unknown, 0) || (rule === 'schema/type' && isNameInBrackets(value));
}

/** `[PROJECT_ID]`, which YAML reads as a list of one. */
function isNameInBrackets(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const [only, ...others]: readonly unknown[] = value;
  return others.length === 0 && typeof only === 'string' && /^[A-Z][A-Z0-9_ -]+$/.test(only);
}

const ofTexts: ReadonlySet<string> = new Set([
  'schema/pattern',
  'schema/name',
  'schema/format',
  'schema/size',
]);

/** Whether a value looks as if a person were to fill it in, in a file that is to be copied: nothing, or `SECRET_NAME`. */
export function mayBeFilledIn({ rule, object, path, found }: Finding): boolean {
  if (rule === 'schema/missing-field') return found === 'null';
  if (path === '' || !ofTexts.has(rule)) return false;
  const value = dig(object, ...partsOf(path));
  return typeof value === 'string' && /^$|^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/.test(value);
}

function partsOf(path: string): readonly (string | number)[] {
  return path
    .slice(1)
    .split('/')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~')));
}

/** Deep enough for a name among the entries of a list; a whole template with a variable somewhere is not unknown. */
const deepest = 2;

function holdsPlaceholder(value: unknown, unknown: RegExp, depth: number): boolean {
  if (typeof value === 'string') return unknown.test(value) || toFillIn.test(value);
  if (typeof value !== 'object' || value === null || depth > deepest) return false;
  return Object.values(value).some((item) => holdsPlaceholder(item, unknown, depth + 1));
}
