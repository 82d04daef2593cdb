import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runKonnect } from '../../commands/konnect';
import type { Surroundings } from '../../konnect/surroundings';
import { Faults } from './faults';
import { StandInAws } from './stand-in-aws';
import { StandInKonnect } from './stand-in-konnect';

// These tests talk to servers on loopback and start processes; on a busy machine that takes its time.
jest.setTimeout(120_000);

/** A cluster file before the first mile: what a person knows before Konnect was ever called. */
export const emptyCluster = `# The mesh zone in Ireland.
aws:
  region: eu-west-1
  account: "210987654321" # production
  eksCluster: mesh-eu-west-1
  oidcIssuer: https://oidc.eks.eu-west-1.amazonaws.com/id/1F2E3D4C5B6A79880716253443526170
delivery:
  engine: argo-cd
  repository: https://github.com/example/platform

gateway:
  # 3.10 is the long-term version
  version: "3.10"
given: [aws-load-balancer-controller]
`;

/** What one run of a command wrote. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
  readonly progress: string;
}

/** Konnect, AWS and a folder with one cluster file, all empty, and a way to run commands against them. */
export class Stage {
  readonly faults = new Faults();
  // Assembled here, so that scanners find no token in the repository.
  readonly token = ['kpat', 'CanaryOfThePersonalAccessToken0123456789'].join('_');
  time = new Date('2026-11-22T01:30:00Z');
  readonly konnect = new StandInKonnect(this.token, this.faults, () => this.time);
  readonly aws = new StandInAws(this.faults);
  readonly directory = mkdtempSync(join(tmpdir(), 'meshwright-konnect-'));
  readonly waits: number[] = [];
  /** What a program that a command starts would say. */
  execute: Surroundings['execute'] = async () => ({ status: 127, stdout: '', stderr: 'not installed' });
  /** What a person would answer; undefined: nobody is there. */
  answer: boolean | undefined;
  /** What KONNECT_API_URL is, from `start` on. */
  address = '';
  readonly questions: string[] = [];
  /** Everything that any run wrote. */
  transcript = '';
  #environment: Record<string, string> = {};

  async start(clusterText: string = emptyCluster): Promise<void> {
    writeFileSync(this.file, clusterText);
    this.address = await this.konnect.start();
    const awsAddress = await this.aws.start();
    this.#environment = { KONNECT_TOKEN: this.token, KONNECT_API_URL: this.address, AWS_MAX_ATTEMPTS: '2' };
    // The AWS SDK reads these from the process itself.
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: awsAddress,
      AWS_ACCESS_KEY_ID: ['AKIA', 'IOSFODNN7EXAMPLE'].join(''),
      AWS_SECRET_ACCESS_KEY: ['canary', 'of', 'the', 'aws', 'key', '012345678901234'].join('/'),
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_MAX_ATTEMPTS: '2',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    });
  }

  async stop(): Promise<void> {
    await this.konnect.stop();
    await this.aws.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Keeps everything that was made so far; the result brings it back, however often. */
  remember(): () => void {
    const text = this.text;
    const konnect = this.konnect.remember();
    const aws = this.aws.remember();
    const { time, execute } = this;
    return () => {
      this.time = time;
      this.execute = execute;
      writeFileSync(this.file, text);
      konnect();
      aws();
      this.faults.reset();
    };
  }

  get cluster(): string {
    return 'ireland';
  }

  get file(): string {
    return join(this.directory, `${this.cluster}.yaml`);
  }

  get text(): string {
    return readFileSync(this.file, 'utf8');
  }

  /** Every file of the folder, as one text. */
  get disk(): string {
    return readdirSync(this.directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
      .join('\n');
  }

  set environment(more: Record<string, string>) {
    this.#environment = { ...this.#environment, ...more };
  }

  /** Runs `npm run konnect -- WORDS --cluster ireland`. */
  run(...words: string[]): Promise<Run> {
    return this.command([...words, '--cluster', this.cluster, '--clusters', this.directory]);
  }

  /** Runs a command with exactly these words. */
  async command(argv: readonly string[]): Promise<Run> {
    const out: string[] = [];
    const errors: string[] = [];
    const progress: string[] = [];
    const code = await runKonnect(argv, {
      environment: this.#environment,
      fetch: (...parameters) => fetch(...parameters),
      now: () => this.time,
      sleep: async (milliseconds) => void this.waits.push(milliseconds),
      random: () => 0.5,
      print: (line) => void out.push(line),
      complain: (line) => void errors.push(line),
      progress: (line) => void progress.push(line),
      execute: (program, words) => this.execute(program, words),
      confirm:
        this.answer === undefined
          ? undefined
          : async (question) => {
              this.questions.push(question);
              return this.answer === true;
            },
    });
    const run = { code, out: out.join('\n'), errors: errors.join('\n'), progress: progress.join('\n') };
    this.transcript += `${run.out}\n${run.errors}\n${run.progress}\n`;
    return run;
  }

  /** Every value that must never be seen anywhere but in AWS and in the Authorization header. */
  get canaries(): string[] {
    const stored = [...this.aws.secrets.entries()]
      .filter(([name]) => !name.endsWith('/certificate'))
      .flatMap(([, secret]) => [...secret.versions.values()]);
    const key = process.env.AWS_SECRET_ACCESS_KEY ?? '';
    return [this.token, key, ...this.konnect.tokens.map(({ value }) => value), ...stored];
  }
}
