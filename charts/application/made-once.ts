import { saysTheSame } from '../../references/manifest';

/** What was made of some values. */
interface Form<Made> {
  readonly from: unknown;
  readonly made: Made;
}

/** What was made under one key. */
interface Forms<Made> {
  /** The one that was last asked for first. */
  readonly forms: readonly Form<Made>[];
  /** How many clusters in turn had none of them. */
  readonly misses: number;
}

/** So many forms are remembered under one key: a fleet has a few stages, and clusters with a form of their own. */
const MOST_FORMS = 8;
/** What so many clusters in turn had in a form of their own is shared by none. */
const MOST_MISSES = 12;

/** What follows from plain data alone, made once for all clusters of a fleet that say the same. */
export class MadeOnce<Made> {
  private readonly byKey = new Map<string, Forms<Made>>();

  /** @param most keys that are remembered at once */
  constructor(private readonly most: number) {}

  /**
   * @param key what is made, and for whom
   * @param from all that it is made of
   */
  of(key: string, from: unknown, make: () => Made): Made {
    const { forms, misses } = this.byKey.get(key) ?? { forms: [], misses: 0 };
    const known = forms.find((form) => saysTheSame(form.from, from));
    if (known !== undefined) {
      // What is asked for again stays when clusters with forms of their own come by.
      if (misses > 0 || forms[0] !== known)
        this.byKey.set(key, { forms: [known, ...forms.filter((form) => form !== known)], misses: 0 });
      return known.made;
    }
    const made = make();
    if (this.byKey.size >= this.most && !this.byKey.has(key)) this.byKey.clear();
    this.byKey.set(key, {
      forms: misses < MOST_MISSES ? [{ from, made }, ...forms].slice(0, MOST_FORMS) : [],
      misses: misses + 1,
    });
    return made;
  }
}
