// Generated from kong-plugins/source; regenerate with: npm run kong-plugins

export interface WebsocketValidatorConfig {
  client?: {
    binary?: {
      schema: string;
      type: 'draft4';
    };
    text?: {
      schema: string;
      type: 'draft4';
    };
  };
  upstream?: {
    binary?: {
      schema: string;
      type: 'draft4';
    };
    text?: {
      schema: string;
      type: 'draft4';
    };
  };
}
