/** A text as the name of a service, version, route or host in an application file: a DNS label that starts with a letter. */
export function partName(text: string): string {
  const label = text
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 63)
    .replace(/-+$/, '');
  return label === '' ? 'x' : label;
}

/** A name that is not taken in a namespace, and from now on is. */
export function uniqueName(taken: Set<string>, namespace: string, wanted: string): string {
  let name = wanted;
  for (let i = 2; taken.has(`${namespace}/${name}`); i += 1) name = `${wanted.slice(0, 60)}-${i}`;
  taken.add(`${namespace}/${name}`);
  return name;
}

/** A text of an application file that stands for itself: `${` begins a value of the cluster file. */
export function plain(text: string): string {
  return text.replaceAll('${', '$${');
}
