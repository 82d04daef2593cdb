import { conformance } from './conformance';
import type { PartResult } from './report';

const part = (title: string, shown: readonly string[]): PartResult => ({
  title,
  programs: [{ name: 'kuma-cp', version: '2.14.3' }],
  shown,
  misses: [],
  gaps: [],
});
const on = (day: string) => ({ all: false, date: new Date(`${day}T12:00:00Z`) });

describe('the page of the real programs', () => {
  const whole = conformance([part('Kuma', ['it takes 3']), part('Not run', [])], on('2026-11-01'));

  it('says of each part of which day its run was', () => {
    expect(whole).toContain('## Kuma\n\nkuma-cp 2.14.3; a run of 2026-11-01\n\n- it takes 3');
  });

  it('keeps the sections of parts that were not run, and has new ones before what is not run at all', () => {
    const later = conformance([part('Kuma', ['it takes 4']), part('Zone', [])], on('2026-11-02'), whole);
    expect([...later.matchAll(/^## .*|; a run of .*|- it takes .*/gm)].map(([text]) => text)).toEqual([
      '## Kuma',
      '; a run of 2026-11-02',
      '- it takes 4',
      '## Zone',
      '; a run of 2026-11-02',
      '## Not run',
      '; a run of 2026-11-01',
    ]);
  });
});
