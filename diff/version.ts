/** A version of up to four numbers (Kong Gateway's has four), with what follows a hyphen. */
export interface Version {
  readonly numbers: readonly [major: number, minor: number, patch: number, build: number];
  readonly preRelease: string;
}

/** Reads `v1.2.3-rc.1+build` and `3.10.0.10`; undefined for anything else, such as `latest` or a range. */
export function readVersion(text: string): Version | undefined {
  const found =
    /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/.exec(
      text,
    );
  if (found === null) return undefined;
  const [, major = '0', minor = '0', patch = '0', build = '0', preRelease = ''] = found;
  return { numbers: [Number(major), Number(minor), Number(patch), Number(build)], preRelease };
}

/** Negative where the first version is older, 0 where the two are equal in order. */
export function compareVersions(a: Version, b: Version): number {
  for (const [index, number] of a.numbers.entries()) {
    const difference = number - (b.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.preRelease === b.preRelease) return 0;
  // A release is newer than its own release candidates.
  if (a.preRelease === '') return 1;
  if (b.preRelease === '') return -1;
  return a.preRelease < b.preRelease ? -1 : 1;
}
