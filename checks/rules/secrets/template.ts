import { pointer } from '../../../references/fields';
import { nearest } from '../../../references/nearest';
import { TemplateError } from '../../go-template/lexer';
import { parseTemplate } from '../../go-template/parser';
import type { ObjectRule } from '../../rule';
import { secretExample, secretGiven } from '../../secrets/example';
import { operatorFile } from '../../secrets/source';
import { templateFunctions } from '../../secrets/template-functions';
import { templatedKinds, templatesOf } from '../../secrets/templates';
import { oneOfNames } from '../../words';

export const template: ObjectRule = {
  id: 'secrets/template',
  severity: 'error',
  title: 'a template that the operator cannot render',
  why: 'No webhook reads it: the object is accepted, each refresh fails, and the Secret is never made or goes stale.',
  source: `${operatorFile('runtime/template/v2/template.go and sprig/functions.go')}; go1.26 text/template/parse, which agreed on 100,000 drawn templates`,
  kinds: templatedKinds,
  *checkObject(object) {
    for (const { at, names, text } of templatesOf(object)) {
      if (!text.includes('{{')) continue;
      const path = pointer(...at);
      try {
        for (const field of parseTemplate(text, templateFunctions).fields) {
          if (names === undefined || names.has(field.name)) continue;
          const near = nearest(field.name, names);
          yield {
            object,
            path,
            message: `the template asks for ${field.name}, which is not fetched`,
            found: `.${field.name}`,
            expected: names.size === 0 ? 'a name that is fetched' : oneOfNames([...names]),
            ...(near === undefined ? {} : { nearest: near }),
            mend: `correct the name, or fetch it: add secretKey ${field.name} to data`,
          };
        }
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
        yield { object, path, ...unreadable(error, text) };
      }
    }
  },
  example: {
    given: secretGiven,
    fails: secretExample("{template: {data: {url: 'https://dj:{{ .key | base64 }}@example.com'}}}"),
    passes: secretExample("{template: {data: {url: 'https://dj:{{ .key | b64enc }}@example.com'}}}"),
  },
};

/** The place and the reason, without the rest of the template: it may hold what is secret. */
function unreadable({ at, message }: TemplateError, text: string) {
  const line = text.slice(0, at).split('\n').length;
  const column = at - text.lastIndexOf('\n', at - 1);
  const [, name] = /^function "(.*)" not defined$/.exec(message) ?? [];
  const near = name === undefined ? undefined : nearest(name, templateFunctions);
  return {
    message: `the template cannot be read: ${message}`,
    found: `${message}, at line ${line}, column ${column} of the text`,
    expected: name === undefined ? 'a template of Go' : 'a function that External Secrets has',
    ...(near === undefined ? {} : { nearest: near }),
    mend: hint(message) ?? (name === undefined ? 'correct it' : 'write another function'),
  };
}

function hint(message: string): string | undefined {
  return /^bad character U\+002D/.test(message)
    ? 'a name with a hyphen is asked for as {{ index . "name-with-hyphen" }}'
    : undefined;
}
