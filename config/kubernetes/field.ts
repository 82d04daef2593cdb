import { z } from 'zod';
import { descriptionOf } from '../schema-walk';
import { type KubernetesSchema, kubernetesSchema } from './schema';

/** JSON as it stands in a field of Kubernetes, whose schema has judged it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonMap = { readonly [key: string]: Json };

/** The part of Kubernetes that a field of an application file is. */
export interface KubernetesPart {
  /** A definition such as `Probe`, or a field of one such as `PodSpec.tolerations`. */
  readonly part: string;
  /** Fields of it that are said elsewhere. */
  readonly without?: readonly string[];
  /** Fields that stand beside it, by their schemas. */
  readonly beside?: Readonly<Record<string, KubernetesSchema>>;
}

const parts = new WeakMap<z.core.$ZodType, KubernetesPart>();

/** A field with Kubernetes' own words and meaning, judged by Kubernetes' schema. */
export function kubernetes<Type extends Json = JsonMap>(
  description: string,
  part: string,
  more: Omit<KubernetesPart, 'part'> = {},
): z.ZodOptional<z.ZodType<Type>> {
  const schema = z
    .custom<Type>(() => true)
    .optional()
    .meta({ description });
  parts.set(schema, { part, ...more });
  return schema;
}

/** The part of Kubernetes that a schema stands for, or undefined for a schema of our own. */
export function kubernetesPart(schema: z.core.$ZodType): KubernetesPart | undefined {
  return parts.get(schema);
}

/** The schema of a part, with the fields that stand beside it. */
export function partSchema({ part, without, beside }: KubernetesPart): KubernetesSchema {
  const schema = kubernetesSchema(part, without);
  return beside === undefined ? schema : { ...schema, properties: { ...schema.properties, ...beside } };
}

/** What a field of Kubernetes is, in the words of the application file. */
export function meaningOf(schema: z.core.$ZodType): string {
  return descriptionOf(schema) ?? '';
}
