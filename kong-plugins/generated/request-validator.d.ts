// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface RequestValidatorConfig {
  /**
   *
   * @default ["application/json"]
   */
  allowed_content_types?: string[];
  /**
   * Gateway 3.12 and later.
   * @default true
   */
  array_length_compat?: boolean;
  body_schema?: string;
  /**
   *
   * @default true
   */
  content_type_parameter_validation?: boolean;
  parameter_schema?: {
    explode?: boolean;
    in: 'header' | 'path' | 'query';
    name: string;
    required: boolean;
    schema?: string;
    style?: 'deepObject' | 'form' | 'label' | 'matrix' | 'pipeDelimited' | 'simple' | 'spaceDelimited';
  }[];
  /**
   *
   * @default false
   */
  verbose_response?: boolean;
  /**
   * draft201909: gateway 3.11 and later. draft202012: gateway 3.11 and later. draft6: gateway 3.11 and later. draft7: gateway 3.11 and later.
   * @default "kong"
   */
  version?: 'draft201909' | 'draft202012' | 'draft4' | 'draft6' | 'draft7' | 'kong';
}
