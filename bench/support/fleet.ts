import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './folders';

/**
 * Writes so many different clusters of the DJ application on Kong Mesh, from the reference file: each with names, accounts,
 * weights and limits of its own, every other one delivered by Flux.
 *
 * @returns the names of the clusters
 */
export function writeFleet(folder: string, size: number): readonly string[] {
  const reference = readFileSync(join(root, 'test/reference/clusters/eu-west-1-kong-mesh.yaml'), 'utf8');
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: size }, (_, number) => {
    const id = String(number).padStart(4, '0');
    const text = reference
      .replace('engine: argo-cd', number % 2 === 0 ? 'engine: argo-cd' : 'engine: flux')
      .replaceAll('210987654321', String(200000000000 + number * 7919))
      .replaceAll('mesh-eu-west-1', `mesh-${id}`)
      .replaceAll('zone: eu-west-1', `zone: zone-${id}`)
      .replaceAll('/eu-west-1/', `/${id}/`)
      .replaceAll('526170', String(500000 + number))
      .replace('jazz: 5', `jazz: ${number % 100}`)
      .replace('metal: 5', `metal: ${(number * 7) % 100}`);
    const own = [
      `    image: 672518094988.dkr.ecr.us-west-2.amazonaws.com/hello-world:v1.${number}`,
      `    publish: {plugins: {rl-by-minute: {config: {minute: ${number + 1}}}}}`,
      '',
    ].join('\n');
    writeFileSync(join(folder, `cluster-${id}.yaml`), `${text}${own}`);
    return `cluster-${id}`;
  });
}
