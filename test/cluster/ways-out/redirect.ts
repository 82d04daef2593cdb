import { execFile, execFileSync } from 'node:child_process';

/** Lets the kernel send the connections of a user to a port, as the init container of a pod does for all of a pod. */
export interface Redirect {
  readonly user: number;
  readonly network: string;
  readonly to: number;
}

/** The program that writes the kernel's rules; nothing where nobody names it, for they are the machine's. */
export function iptables(): string | undefined {
  return process.env.MESHWRIGHT_IPTABLES;
}

/** Adds or takes away a rule, which holds for one user and one network alone. */
export function rule(program: string, verb: 'add' | 'delete', { user, network, to }: Redirect): void {
  const match = ['-p', 'tcp', '-m', 'owner', '--uid-owner', String(user), '-d', network];
  const flag = verb === 'add' ? '-A' : '-D';
  execFileSync(program, ['-t', 'nat', flag, 'OUTPUT', ...match, '-j', 'REDIRECT', '--to-ports', String(to)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** What a host answers to a word that a process of the user says. */
export function askAs(user: number, host: string, port: number, word: string): Promise<string> {
  const script = `exec 3<>/dev/tcp/${host}/${port} && printf %s ${word} >&3 && timeout 2 cat <&3`;
  return new Promise((resolve) => {
    execFile('bash', ['-c', script], { uid: user, cwd: '/' }, (_error, stdout) => resolve(stdout));
  });
}
