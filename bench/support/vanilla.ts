import { readFileSync } from 'node:fs';
import { ApiObject, App, Chart } from 'cdk8s';

// The same objects through cdk8s alone: one App, and a chart for each list of them. No checks, no order, no delivery.
interface GivenObject {
  readonly apiVersion: string;
  readonly kind: string;
}

const { VANILLA_OBJECTS = '' } = process.env;
// Without a folder, the one that the cdk8s command names.
const [, , outdir] = process.argv;
const given: Readonly<Record<string, readonly GivenObject[]>> = JSON.parse(
  readFileSync(VANILLA_OBJECTS, 'utf8'),
);
const app = new App(outdir === undefined ? {} : { outdir });
for (const [name, objects] of Object.entries(given)) {
  const chart = new Chart(app, name);
  for (const [position, object] of objects.entries()) new ApiObject(chart, String(position), object);
}
app.synth();
