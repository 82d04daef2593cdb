import { mirrorPrefixes, type Versions } from '../config/versions';

/** The part of a cluster that says where images come from. */
export interface Mirrored {
  readonly versions: Pick<Versions, 'mirror' | 'mirrorPrefixes'>;
}

/** What the mirror has a repository of another registry as; the repository itself where there is no mirror, or no prefix for its registry. */
export function mirroredRepository({ versions }: Mirrored, repository: string): string {
  const { registry, name } = partsOf(repository);
  const own = Object.hasOwn(versions.mirrorPrefixes, registry) ? versions.mirrorPrefixes : mirrorPrefixes;
  const prefix = Object.hasOwn(own, registry) ? own[registry] : undefined;
  return versions.mirror === undefined || prefix === undefined
    ? repository
    : `${versions.mirror}/${prefix}/${name}`;
}

/** An image as the mirror has it, with its tag and digest. */
export function mirroredImage(config: Mirrored, image: string): string {
  const [name = '', digest] = image.split('@', 2);
  const colon = name.lastIndexOf(':');
  const at = colon > name.lastIndexOf('/') ? colon : name.length;
  const suffix = digest === undefined ? '' : `@${digest}`;
  return `${mirroredRepository(config, name.slice(0, at))}${name.slice(at)}${suffix}`;
}

/** Whether a registry is a private one of ECR, to which a client of AWS signs in by itself. */
export function isEcr(registry: string): boolean {
  return /^\d{12}\.dkr[.-]ecr(-fips)?\.[a-z0-9-]+\.(amazonaws\.com(\.cn)?|on\.aws)(\/|$)/.test(registry);
}

/** Registry and whole name. A name without a registry is Docker Hub's, and one without a slash is there in `library`. */
function partsOf(repository: string): { readonly registry: string; readonly name: string } {
  const slash = repository.indexOf('/');
  const first = repository.slice(0, Math.max(slash, 0));
  const hub = ['docker.io', 'index.docker.io', 'registry-1.docker.io'].includes(first);
  if (!hub && (/[.:]/.test(first) || first === 'localhost'))
    return { registry: first, name: repository.slice(slash + 1) };
  const name = hub ? repository.slice(slash + 1) : repository;
  return { registry: 'docker.io', name: name.includes('/') ? name : `library/${name}` };
}
