import type { DocumentOptions, ScalarTag, SchemaOptions, Tags, ToStringOptions } from 'yaml';
import { AMBIGUOUS, escapedString, NEEDS_ESCAPES } from './yaml-strings';

const STRING_TAG = 'tag:yaml.org,2002:str';

/** The package's own tag for strings, except that characters which readers refuse or change are escaped. */
function withEscapes(tag: Tags[number]): Tags[number] {
  if (typeof tag === 'string' || tag.tag !== STRING_TAG || tag.collection !== undefined) return tag;
  const { stringify } = tag;
  if (stringify === undefined) return tag;
  return {
    ...tag,
    stringify: (item, ...rest) =>
      typeof item.value === 'string' && NEEDS_ESCAPES.test(item.value)
        ? escapedString(item.value)
        : stringify(item, ...rest),
  };
}

const ambiguous: ScalarTag = {
  tag: 'tag:meshwright,2026:ambiguous',
  default: true,
  test: AMBIGUOUS,
  resolve: (text) => text,
};

/**
 * The options under which the `yaml` package writes the same bytes as Meshwright's own emitter (`yaml.ts`): block style,
 * no folded lines, no aliases, and quotes around everything that a reader of YAML 1.1 or 1.2 would misread. A test
 * compares the two over a large corpus, so this constant states what the emitter does.
 */
export const YAML_OPTIONS: DocumentOptions &
  SchemaOptions &
  ToStringOptions & { aliasDuplicateObjects: boolean } = {
  version: '1.2',
  aliasDuplicateObjects: false,
  lineWidth: 0,
  doubleQuotedAsJSON: true,
  customTags: (tags) => tags.map(withEscapes),
  compat: [ambiguous],
};
