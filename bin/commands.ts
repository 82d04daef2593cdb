import type { World } from '../commands/world';
import type { Host } from './host';
import { useInstalled } from './installed';

/** What a command is run with. */
export interface Surroundings extends Host {
  /** Whether the extensions of the repository are to be loaded. */
  readonly extensions: boolean;
}

/** One of the tool's commands. */
export interface Command {
  readonly name: string;
  /** What it does, in one line of the help. */
  readonly summary: string;
  /** Loads what it needs, which only then is compiled, and gives what runs it: to 0, 1 or 2, the exit status. */
  readonly load: () => (
    argv: readonly string[],
    world: World,
    host: Surroundings,
  ) => number | Promise<number>;
}

/** All commands, in the order of the help. A new one is a line here. */
export const commands: readonly Command[] = [
  {
    name: 'init',
    summary: 'Make a repository that works at once, or add what one lacks',
    load: () => {
      const { init }: typeof import('../commands/init') = require('../commands/init');
      return (argv, world) => init(argv, world);
    },
  },
  {
    name: 'synth',
    summary: 'Write the YAML of every cluster file, all of it or none',
    load:
      () =>
      async (argv, world, { startThread, memory, extensions }) => {
        const extending: typeof import('../commands/extending') = require('../commands/extending');
        if (extending.asksForExtensions(extensions)) useInstalled();
        const { compile }: typeof import('../main') = require('../main');
        const threads: typeof import('../commands/synth-on-threads') = require('../commands/synth-on-threads');
        const { loadExtensions }: typeof import('../commands/extensions') = require('../commands/extensions');
        const { refuse }: typeof import('../commands/deliver') = require('../commands/deliver');
        const loaded = await loadExtensions(extensions);
        if ('diagnostics' in loaded) return refuse(loaded.diagnostics, world);
        const start = (workerData: object) => startThread({ ...workerData, command: 'synth', extensions });
        return threads.synthOnThreads(argv, compile, world, start, process, memory);
      },
  },
  {
    name: 'check',
    summary: 'Judge Kubernetes YAML that anybody wrote, by every rule',
    load: () => {
      const {
        checkOnThreads,
      }: typeof import('../commands/check-on-threads') = require('../commands/check-on-threads');
      return withExtensions((argv, world, { startThread, extensions }) => {
        const start = (workerData: object) => startThread({ ...workerData, command: 'check', extensions });
        return checkOnThreads(argv, world, start);
      }, 2);
    },
  },
  {
    name: 'diff',
    summary: 'Compare two outputs object by object, risks first',
    load: () => {
      const { diff }: typeof import('../commands/diff') = require('../commands/diff');
      return diff;
    },
  },
  {
    name: 'topology',
    summary: 'Write one page with the picture of each cluster',
    load: () => {
      const { topology }: typeof import('../commands/topology') = require('../commands/topology');
      return topology;
    },
  },
  {
    name: 'explain',
    summary: 'Explain a rule, or where each line of a cluster file is from',
    load: () => {
      const {
        explainCommand,
      }: typeof import('../commands/explain-command') = require('../commands/explain-command');
      return withExtensions(explainCommand, 1);
    },
  },
  {
    name: 'leave-app-mesh',
    summary: 'Turn App Mesh YAML into Kong Mesh YAML, and account for it all',
    load: () => {
      const {
        leaveCommand,
      }: typeof import('../commands/leave-app-mesh') = require('../commands/leave-app-mesh');
      return leaveCommand;
    },
  },
  {
    name: 'konnect',
    summary: 'From empty Konnect and AWS Secrets Manager to a cluster file',
    load: () => {
      const { runKonnect }: typeof import('../commands/konnect') = require('../commands/konnect');
      const real: typeof import('../commands/konnect/real-surroundings') = require('../commands/konnect/real-surroundings');
      return (argv) => runKonnect(argv, real.realSurroundings());
    },
  },
];

/**
 * A command that loads the extensions first.
 *
 * @param refused the exit status where one cannot be loaded
 */
function withExtensions(command: ReturnType<Command['load']>, refused: number): ReturnType<Command['load']> {
  return async (argv, world, host) => {
    const { extensions } = host;
    const extending: typeof import('../commands/extending') = require('../commands/extending');
    if (!extending.asksForExtensions(extensions)) return command(argv, world, host);
    useInstalled();
    const { loadExtensions }: typeof import('../commands/extensions') = require('../commands/extensions');
    const loaded = await loadExtensions(extensions);
    if (!('diagnostics' in loaded)) return command(argv, world, host);
    const { refuse }: typeof import('../commands/deliver') = require('../commands/deliver');
    refuse(loaded.diagnostics, world);
    return refused;
  };
}
