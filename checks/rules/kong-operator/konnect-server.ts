import { dig, text } from '../../../references/fields';
import { exampleHybrid, operatorGiven } from '../../kong-operator/example';
import type { ObjectRule } from '../../rule';

export const konnectServer: ObjectRule = {
  id: 'kong-operator/konnect-server',
  severity: 'error',
  title: 'a server of Konnect to sign in to, which names no region',
  why: 'The operator takes the region from the first label of the host. Without one the object gets no condition at all, and the Gateway waits for ever. The name global it takes, and then asks the global API for control planes, which are kept in regions.',
  source:
    'Kong/kong-operator v2.2.3 controller/konnect/server, NewServer and NewRegion; the field is immutable',
  measured:
    'Kong Operator 2.2.3 gives an object whose server begins with no region no condition at all, and says so in its log alone; with eu.api.konghq.com it says APIAuthValid, and with global.api.konghq.com as well.',
  kinds: ['konnect.konghq.com/KonnectAPIAuthConfiguration'],
  *checkObject(object) {
    const server = text(dig(object, 'spec', 'serverURL'));
    if (server === undefined || /^(https:\/\/)?[a-z]{2}\.[^/]/.test(server)) return;
    yield {
      object,
      severity: /^(?:https:\/\/)?global\./.test(server) ? 'warning' : 'error',
      path: '/spec/serverURL',
      message: 'the server of Konnect names no region',
      found: server,
      expected: 'https://<region>.api.konghq.com, with a region of two letters such as eu',
      mend: 'write the region of the control plane: https://eu.api.konghq.com',
    };
  },
  example: {
    given: operatorGiven,
    fails: exampleHybrid('https://api.konghq.com'),
    passes: exampleHybrid(),
  },
};
