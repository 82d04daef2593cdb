import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { Application } from '../../config/application/schema';
import type { Manifest } from '../../references/manifest';
import type { AddPart } from '../part';
import { label } from './label';
import { MadeOnce } from './made-once';

/** More applications than these are not remembered at once: each has a hundred parts or so. */
const MOST_PARTS = 50_000;

const made = new MadeOnce<readonly Manifest[]>(MOST_PARTS);

/** The parts of an application as objects with its labels, each made once for all clusters that say the same of what it is made of. */
export class SharedParts {
  readonly objects: Manifest[] = [];
  private readonly chart = new Chart(new App(), 'made');

  constructor(private readonly application: Pick<Application, 'namespace' | 'labels' | 'annotations'>) {}

  readonly add: AddPart = (name, from, add) => {
    const { namespace, labels, annotations } = this.application;
    const objects = made.of(`${namespace.name} ${name}`, [from, labels, annotations], () => {
      const part = new Construct(this.chart, name);
      add(part, from);
      label(part, this.application);
      return part.node
        .findAll()
        .filter(ApiObject.isApiObject)
        .map((object): Manifest => object.toJson());
    });
    this.objects.push(...objects);
  };
}
