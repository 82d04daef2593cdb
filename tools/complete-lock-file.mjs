// Adds to package-lock.json the optional packages of other platforms (`npm run lock`). npm leaves out those that it
// could not fetch where the lock file was written, and `npm ci` then refuses the file (npm/cli issue 4828). What has no
// checksum gets the one that the registry publishes; a package within another's archive is held by the checksum of that.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const path = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(path, 'utf8'));

const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

/** What a package's name says of the platform that it is for; undefined when it says nothing. */
function platformOf(name) {
  const words = name.split('/').at(-1).split(/[-.]/);
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  if (name === 'fsevents') return { os: ['darwin'] };
  if (os === undefined && cpu === undefined) return undefined;
  const libc =
    words.includes('musl') || words.includes('musleabihf')
      ? 'musl'
      : words.includes('gnu') || words.includes('gnueabihf')
        ? 'glibc'
        : undefined;
  return {
    ...(libc && os === 'linux' ? { libc: [libc] } : {}),
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(os ? { os: [os] } : {}),
  };
}

let added = 0;
for (const [location, entry] of Object.entries({ ...lock.packages })) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const nested = `${location}/node_modules/${name}`;
    const hoisted = `node_modules/${name}`;
    if (lock.packages[nested] !== undefined || lock.packages[hoisted] !== undefined) continue;
    const platform = platformOf(name);
    if (platform === undefined) continue;
    lock.packages[hoisted] = {
      version: range.replace(/^[^\d]*/, ''),
      ...platform,
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
    };
    added += 1;
  }
}

let summed = 0;
for (const [location, entry] of Object.entries(lock.packages)) {
  if (location === '' || entry.link || entry.inBundle || entry.integrity !== undefined) continue;
  const name = entry.name ?? location.split('node_modules/').at(-1);
  const answer = execFileSync('npm', ['view', `${name}@${entry.version}`, 'dist.integrity'], {
    encoding: 'utf8',
  });
  const integrity = answer.trim();
  if (!/^sha512-[\w+/]{86}==$/.test(integrity))
    throw new Error(`the registry has no checksum of ${name}@${entry.version}`);
  // Where npm writes it.
  const { version, ...rest } = entry;
  lock.packages[location] = { version, integrity, ...rest };
  summed += 1;
}

const sorted = Object.keys(lock.packages).sort((a, b) => (a < b ? -1 : 1));
lock.packages = Object.fromEntries(sorted.map((key) => [key, lock.packages[key]]));
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other platforms added, ${summed} checksums`);
