/** Editions of Kong Gateway; the open-source one ends with 3.9. */
export type Edition = 'open-source' | 'enterprise';

/** What a text must look like beyond its type; `forms.ts` has the rules. */
export type Form =
  | 'url'
  | 'host'
  | 'sni'
  | 'path'
  | 'header'
  | 'ip-or-cidr'
  | 'uuid'
  | 'regex'
  | 'star-or-regex'
  | 'wildcard-host'
  | 'lua';

/** What a plugin can be attached to, in the words of Kong's own plugin schema. */
export type PluginScope = 'consumer' | 'consumer_group' | 'route' | 'service';

/** The JSON types that a plugin's configuration is made of. */
export type FieldType = 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object';

/**
 * The schema of one value of a plugin's configuration: draft-07 JSON Schema, of which only these keywords are used,
 * and `x-` keywords for what JSON Schema has no word for.
 */
export interface FieldSchema {
  /** Two types where a vault reference may stand for a number. */
  readonly type: FieldType | readonly [FieldType, 'string'];
  readonly enum?: readonly (string | number)[];
  /** An enumeration whose place a vault reference may take. */
  readonly anyOf?: readonly [{ readonly enum: readonly (string | number)[] }, { readonly pattern: string }];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  /** Absent where the gateway takes an empty text, or where that is not known. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly pattern?: string;
  /** Values that are reserved. */
  readonly not?: { readonly enum: readonly string[] };
  /** The forms of a record that its `type` tells apart. */
  readonly oneOf?: readonly FieldSchema[];
  readonly items?: FieldSchema;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  /** `false`: a record. A schema: a map whose values follow it. `true`: any JSON object. */
  readonly additionalProperties?: boolean | FieldSchema;
  /** First gateway minor that knows the field; absent when all supported ones do. */
  readonly 'x-since'?: string;
  /** Last gateway minor that knows the field. */
  readonly 'x-until'?: string;
  /** For a default that changed: the gateway minor before which the older one held, and that default. */
  readonly 'x-default-before'?: { readonly version: string; readonly default: unknown };
  /** What was otherwise before a gateway minor. */
  readonly 'x-was'?: {
    readonly version: string;
    readonly type?: FieldType;
    readonly maxLength?: number;
    readonly required?: true;
  };
  /** The open-source gateway does not have the field. */
  readonly 'x-only'?: 'enterprise';
  /** The gateway gives the field a value of its own where it is left out, and refuses an explicit null. */
  readonly 'x-nonnull'?: true;
  /** What the keys of a map look like. */
  readonly 'x-key-form'?: Form;
  /** The gateway stores the value encrypted: it is a secret. */
  readonly 'x-encrypted'?: true;
  /** Stored encrypted, but no secret by itself: an ARN, the id of a client. */
  readonly 'x-public'?: true;
  /** The value may be a reference to a vault, `{vault://...}`; from this gateway minor on, or in all of them. */
  readonly 'x-referenceable'?: true | string;
  readonly 'x-form'?: Form;
  /** The values of an enumeration that came later, and the gateway minor that brought each. */
  readonly 'x-enum-since'?: Readonly<Record<string, string>>;
  /** The values of an enumeration that went, and the last gateway minor that has each. */
  readonly 'x-enum-until'?: Readonly<Record<string, string>>;
  /** The values of an enumeration that the open-source gateway does not have. */
  readonly 'x-enum-enterprise'?: readonly string[];
  /**
   * The gateway still accepts the field, but has another for it: a path from the record that holds the field, or `-`
   * for none.
   */
  readonly 'x-replaced-by'?: string;
  /** The gateway minor from which the other field exists; absent when all supported ones have it. */
  readonly 'x-replaced-from'?: string;
  /** The gateway refuses the field beside another value of the one that replaced it. */
  readonly 'x-agrees'?: true;
}

/** The schema of a plugin's whole configuration. */
export interface PluginSchema extends FieldSchema {
  readonly $schema: string;
  readonly $comment: string;
  readonly title: string;
  readonly type: 'object';
  readonly properties: Readonly<Record<string, FieldSchema>>;
  readonly 'x-plugin': string;
  readonly 'x-edition': Edition;
  readonly 'x-protocols': readonly string[];
  readonly 'x-scopes': readonly PluginScope[];
}
