import type { Manifest } from '../../../references/manifest';

/**
 * A program that judges objects, as somebody started it: it reads one object a line, as JSON, and answers each with a
 * line `{"verdict": "accept" | "refuse", "at": ["spec.to[0]: why"]}`. Those of {@link ofSets} are asked of examples alone, and read
 * all objects of one at once, as `{"objects": [...], "given": ["Service prod/jazz"]}`; they may say `unknown`.
 */
export interface Program {
  readonly name: string;
  readonly command: string;
  /** As somebody says it; empty where nobody did. */
  readonly version: string;
}

/** What programs there are to ask, and the API groups that each judges. */
export const programGroups: Readonly<Record<string, readonly string[]>> = {
  kuma: ['kuma.io'],
  kong: ['configuration.konghq.com'],
  'kong-gateway': ['configuration.konghq.com', 'networking.k8s.io', 'gateway.networking.k8s.io', ''],
  'external-secrets': ['external-secrets.io', 'generators.external-secrets.io'],
  'app-mesh': ['appmesh.k8s.aws'],
  'argo-cd': ['argoproj.io'],
  helm: ['helm.toolkit.fluxcd.io', 'argoproj.io'],
};

/**
 * Programs that judge a whole set: what Kong's controller makes of one is one configuration; Argo CD asks the project of an
 * Application; Helm renders the chart of an install with its values.
 */
export const ofSets: ReadonlySet<string> = new Set(['kong-gateway', 'argo-cd', 'helm']);

/** The rules of a lone object speak of it alone: findings about what is around it count for nothing. */
export interface Answer {
  readonly object: Manifest;
  readonly refused: boolean;
  /** Fields and reasons, as the program has them. */
  readonly at: readonly string[];
}

/** @throws Error for a name that no program has, or a text without a command */
export function readProgram(text: string): Program {
  const [, name = '', version = '', command = ''] = /^([^=@]+)(?:@([^=]+))?=(.+)$/.exec(text) ?? [];
  if (programGroups[name] === undefined || command === '') {
    throw new Error(
      `--program takes NAME=COMMAND or NAME@VERSION=COMMAND, and NAME is one of ${Object.keys(programGroups).join(', ')}: found ${text}`,
    );
  }
  return { name, command, version };
}
