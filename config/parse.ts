import { judgeApplications } from './application/cluster';
import { givenBy, givenIssuer } from './application/given';
import { publishingGateway } from './application/publish/gateway';
import type { Application } from './application/schema';
import { partitionOf } from './aws';
import { type ClusterConfig, clusterSchema } from './cluster';
import { type Layer, layeredCluster } from './cluster-layers';
import { acrossFiles, clusterName, type NamedFile, namedZone, nameProblems } from './cluster-names';
import { credentialProblems } from './credential-problems';
import { freeFormProblems } from './free-form';
import { type InputFile, type Library, libraryOf, type TreeFile, treeFile } from './library';
import { maxFileBytes } from './limits';
import { withMeantModes } from './meant-modes';
import { egressOf } from './mesh';
import { compareProblems, locate, type Problem, type SourceText, sourceText } from './problem';
import { ruleProblems } from './rules';
import { judgeBySchema } from './schema-problems';
import { saidText, withSource } from './source-of';
import { unnamedFiles } from './unnamed-files';
import { type ValidCluster, validParts } from './valid-parts';
import { placeOf, plainValue, type TreeNode } from './yaml-tree';

/** A cluster file as it was read. */
export type ClusterFile = InputFile;

/** Every cluster, in the order of the files; or everything that is wrong with any of them, in the order of its place. */
export type ParsedClusters =
  | { readonly clusters: readonly ClusterConfig[]; readonly notices: readonly Problem[] }
  | { readonly problems: readonly Problem[] };

/** Whether a file is a base, which clusters extend, and no cluster itself. */
export function isBase(file: string): boolean {
  return clusterName(file).startsWith('_');
}

/**
 * Parses and validates cluster files with the applications that they name. Pure; never throws, whatever the text. All
 * problems of all files come at once, and notices come with them; when there are only notices, the clusters come with the
 * notices.
 *
 * @param files clusters, and bases, whose names begin with `_`
 */
export function parseClusters(
  files: readonly ClusterFile[],
  applications: readonly InputFile[] = [],
): ParsedClusters {
  return rememberingParser()(files, applications);
}

/**
 * As `parseClusters`, time after time: a file that says what it said the last time is not parsed again, and a cluster
 * whose files all do is the same value as before.
 */
export function rememberingParser(): typeof parseClusters {
  let known: ReadonlyMap<string, { readonly text: string; readonly judged: JudgedFile }> = new Map();
  let library: Library | undefined;
  return (files, applications = []) => {
    const bases = files.filter(({ name }) => isBase(name));
    library = libraryOf(bases, applications, library);
    const now = library;
    const names = JSON.stringify([now.bases, now.applications]);
    const read = files
      .filter(({ name }) => !isBase(name))
      .map((file) => {
        const before = known.get(file.name);
        const same =
          before?.text === file.text && before.judged.library === names && isCurrent(before.judged, now);
        return { ...file, judged: before !== undefined && same ? before.judged : judgeFile(file, now) };
      });
    known = new Map(
      read.map(({ name, text, judged }) => [name, { text, judged: { ...judged, library: names } }]),
    );
    const named = [...known.values()].map(({ judged }) => judged);
    return judgeTogether(named, unnamedFiles(named, now));
  };
}

/** Whether the other files that went into a cluster say what they said. */
function isCurrent({ others }: JudgedFile, library: Library): boolean {
  return others.every(({ kind, name, source }) => {
    const now = kind === 'base' ? library.base(name) : library.application(name);
    return now?.source === source;
  });
}

/**
 * What comes of files that have been judged each, perhaps in several threads: what is wrong between them is added, and
 * what several say of one place is said once. The clusters are those of the files that brought theirs along.
 */
export function judgeTogether(read: readonly JudgedFile[], further: readonly Problem[] = []): ParsedClusters {
  const all = [...read.flatMap((file) => file.problems), ...acrossFiles(read), ...further];
  const problems = unique(all).sort(compareProblems);
  if (problems.some((problem) => problem.severity === 'error')) return { problems };
  return { clusters: read.flatMap(({ config }) => config ?? []), notices: problems };
}

/** Another file that went into a cluster. */
export interface OtherFile {
  readonly kind: 'base' | 'application';
  readonly name: string;
  readonly source: SourceText | undefined;
}

/** What comes of one file alone. */
export interface JudgedFile extends NamedFile {
  /** Absent when the file is not a cluster. */
  readonly config?: ClusterConfig;
  readonly problems: readonly Problem[];
  /** The other files that went into it. */
  readonly others: readonly OtherFile[];
  /** The names that the library had. */
  readonly library?: string;
}

/** Parses and validates one cluster file, with its bases and applications. Pure; never throws. */
export function judgeFile(file: ClusterFile, library: Library = libraryOf([], [])): JudgedFile {
  if (Buffer.byteLength(file.text) > maxFileBytes) {
    const source = sourceText(file.name, '');
    return { source, problems: [tooLarge(source, Buffer.byteLength(file.text))], others: [] };
  }
  const read = treeFile(file);
  const { source } = read;
  return 'problems' in read
    ? { source, problems: [...nameProblems(source), ...read.problems], others: [] }
    : judgeTree(read, library);
}

/** Validates a file that has been read. */
function judgeTree(read: Layer, library: Library): JudgedFile {
  const { source } = read;
  const { layers, root, problems: ofLayers } = layeredCluster(read, library);
  const merged = layers.length > 1;
  const zone = namedZone(root, source);
  const value = plainValue(root);
  const judged = judgeBySchema(clusterSchema, { source, root, value, merged });
  const meant = 'data' in judged ? value : withMeantModes(value);
  const again =
    meant === value ? judged : judgeBySchema(clusterSchema, { source, root, value: meant, merged });
  const bySchema = unique([
    ...('data' in judged ? [] : judged.problems),
    ...('data' in again ? [] : again.problems),
  ]);
  const valid: ValidCluster = 'data' in judged ? judged.data : validParts(meant);
  const { applications, problems: ofApplications } = judgeApplications(
    {
      cluster: source,
      layers: layers.map((layer) => placeOf(layer.root, ['applications']).node),
      values: valuesOf(clusterName(source.file), valid, value),
      mesh: valid.mesh?.backend,
      egress: egressOf(valid.mesh),
      gateway: publishingGateway(valid.gateway),
      given: knownGiven(valid),
      absent: (valid.absent ?? []).flatMap((name) => name ?? []),
    },
    library,
  );
  const files = [...layers, ...Object.keys(applications).flatMap((name) => library.application(name) ?? [])];
  const others = [
    ...nameProblems(source),
    ...ofLayers,
    ...[...bySchema, ...ruleProblems(source, root, { ...valid, applications }, merged)].filter(
      // What a base that cannot be read would have said is not missing.
      ({ found }) => ofLayers.length === 0 || found !== 'nothing',
    ),
    ...freeFormProblems(source, root),
    ...ofApplications,
  ];
  // Of a place that is wrong anyway, the credential there is hidden and said already.
  const wrong = new Set(others.map(({ file, path }) => `${file} ${path}`));
  const credentials = files.flatMap((file) =>
    'root' in file ? credentialProblems(file.source, file.root) : [],
  );
  const problems = [...others, ...credentials.filter(({ file, path }) => !wrong.has(`${file} ${path}`))];
  const complete = Object.entries(applications).every(([, application]) => application !== undefined);
  return {
    source,
    ...(zone === undefined ? {} : { zone }),
    ...('data' in judged && complete
      ? {
          config: withSource(
            configOf(judged.data, clusterName(source.file), applications),
            source,
            merged ? () => mergedAgain(source, library) : undefined,
            {
              own: value,
              applications: Object.keys(applications).map(
                (name) => [name, saidOf(library.application(name))] as const,
              ),
            },
          ),
        }
      : {}),
    problems,
    others: othersOf(layers, applications, value, library),
  };
}

/** A file merged with its bases, each value at its exact place. */
function mergedAgain({ file: name, text }: SourceText, library: Library): TreeNode | undefined {
  const read = treeFile({ name, text });
  return 'problems' in read ? undefined : layeredCluster(read, library).root;
}

/** What is given, unless an entry of it is not valid: it may be any, misspelt. */
function knownGiven({ given }: ValidCluster): readonly string[] | undefined {
  const known = given?.flatMap((entry) => entry ?? []);
  return known?.length === given?.length ? known : undefined;
}

function configOf(
  { applications: _overrides, extends: _bases, ...config }: ReturnType<typeof clusterSchema.parse>,
  name: string,
  applications: Readonly<Record<string, Application | undefined>>,
): ClusterConfig {
  const running = Object.entries(applications).flatMap(([key, application]) =>
    application === undefined ? [] : [[key, application] as const],
  );
  const { gateway } = config;
  const issuer = gateway.mode === 'konnect-data-plane' ? undefined : gateway.tls.issuer;
  const implied = running.flatMap(([, application]) => [
    ...givenBy(application),
    ...(issuer === undefined ? [] : [givenIssuer(application.namespace.name, issuer)]),
  ]);
  return {
    ...config,
    given: [...new Set([...config.given, ...implied])],
    name,
    applications: Object.fromEntries(running),
  };
}

/** What `${name}` stands for: the values of the file, and what is known of the cluster. */
function valuesOf(name: string, { aws }: ValidCluster, value: unknown): ReadonlyMap<string, string> {
  const said = typeof value === 'object' && value !== null && 'values' in value ? value.values : undefined;
  // Most files have none, and zod's error for what is not there costs more than all that is.
  const own = said === undefined ? undefined : clusterSchema.shape.values.safeParse(said);
  const partition = aws?.partition ?? (aws?.region === undefined ? undefined : partitionOf(aws.region));
  const known = {
    cluster: name,
    'aws.region': aws?.region,
    'aws.account': aws?.account,
    'aws.partition': partition,
  };
  return new Map([
    ...Object.entries(own?.success ? own.data : {}),
    ...Object.entries(known).flatMap(([key, text]) => (text === undefined ? [] : [[key, text] as const])),
  ]);
}

/** The other files that went into a cluster, whether they are there or not. */
function othersOf(
  layers: readonly Layer[],
  applications: Readonly<Record<string, unknown>>,
  value: unknown,
  library: Library,
): readonly OtherFile[] {
  const named =
    typeof value === 'object' && value !== null && 'applications' in value ? value.applications : {};
  const names = new Set([...Object.keys(applications), ...Object.keys(Object(named))]);
  return [
    ...layers
      .slice(0, -1)
      .map(({ source }): OtherFile => ({ kind: 'base', name: clusterName(source.file), source })),
    ...[...names].map(
      (name): OtherFile => ({ kind: 'application', name, source: library.application(name)?.source }),
    ),
  ];
}

/** What a file says, before anything is made of it. */
function saidOf(file: TreeFile | undefined): string | undefined {
  return file !== undefined && 'root' in file ? saidText(file.root) : undefined;
}

/** The problems without those that are at one place with one message. */
function unique(problems: readonly Problem[]): Problem[] {
  const key = ({ file, path, line, column, message }: Problem) =>
    JSON.stringify([file, path, line, column, message]);
  return [...new Map(problems.map((problem) => [key(problem), problem])).values()];
}

/** The problem of a file over 1 MiB, which is not parsed. */
export function tooLarge(source: SourceText, bytes: number): Problem {
  return locate(
    source,
    { start: 0, end: 0 },
    {
      path: '',
      message: 'file too large',
      found: `${bytes} bytes`,
      expected: `at most ${maxFileBytes} bytes; a cluster file has about 50 lines`,
      mend: 'check that this is a cluster file',
    },
  );
}
