// `node tools/beside.mjs SCRIPT...`: runs scripts of package.json at the same time. The last one writes as it runs, the others
// when they have ended. Ends with 1 where one of them does not end with 0, and names it.
import { spawn } from 'node:child_process';

const scripts = process.argv.slice(2);
const failed = [];
await Promise.all(
  scripts.map(async (script, index) => {
    const output = [];
    const stdio = index === scripts.length - 1 ? 'inherit' : ['ignore', 'pipe', 'pipe'];
    const child = spawn('npm', ['run', '--silent', script], { stdio });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(chunk));
    const status = await new Promise((end) => {
      child.on('error', () => end(1)).on('close', end);
    });
    process.stdout.write(Buffer.concat(output));
    if (status !== 0) failed.push(script);
  }),
);
if (failed.length > 0) {
  process.stderr.write(`failed: npm run ${failed.join(', npm run ')}\n`);
  process.exitCode = 1;
}
