/** The fenced blocks of a page, whatever their language. */
export function codeBlocks(page: string): readonly string[] {
  return [...page.matchAll(/^```[\w-]*\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
}
