import { compile } from '../../main';
import { referenceConfig } from '../charts/objects';
import { referenceNames } from '../reference/reference';

describe.each(referenceNames)('the cluster file of %s', (name) => {
  it('compiles to objects in which no rule finds anything', () => {
    const { diagnostics } = compile(referenceConfig(name));
    expect(diagnostics.map(({ severity, title }) => `${severity}: ${title}`)).toEqual([]);
  });
});
