/**
 * The page of `npm run topology`, in a real Chromium without a network. Says so and ends with 0 where there is no Chromium.
 *
 * With `--screenshots FOLDER` it also leaves a picture of both themes for a person to look at.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { topology } from '../../commands/topology';
import { objectsToYaml } from '../../output/yaml';
import { referenceOutput } from '../reference/reference';
import { prepareReferenceOutput } from '../reference/write-output';
import { drawnCluster } from '../topology/drawn-cluster';

const executables = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

interface Checked {
  readonly title: string;
  readonly run: (page: Page) => Promise<void>;
}

/** Has the system prefer a theme, and waits until the page has heard of it. */
async function prefer(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-theme="${colorScheme}"]`).waitFor({ state: 'attached' });
}

/** The number of elements that are seen. */
function seen(page: Page, selector: string): Promise<number> {
  return page.locator(selector).filter({ visible: true }).count();
}

const node = (page: Page, id: string) => page.locator(`#calls .node[data-node="${id}"]`);

async function choose(page: Page, cluster: string): Promise<void> {
  await page.keyboard.press('Escape');
  await page.selectOption('#cluster', cluster);
}

const checks: readonly Checked[] = [
  {
    title: 'the fleet comes first: each cluster in a column, and only what differs where that is wanted',
    run: async (page) => {
      assert.equal(await seen(page, '#fleet'), 1);
      const clusters = await page.locator('#cluster option').count();
      assert.equal(await seen(page, '#fleet thead button'), clusters - 1);
      const all = await seen(page, '#fleet tbody tr');
      await page.check('#differing');
      assert.ok((await seen(page, '#fleet tbody tr')) < all);
      await page.locator('#fleet thead button', { hasText: 'us-west-2-kong-mesh' }).click();
      assert.equal(await seen(page, '#fleet'), 0);
      assert.ok((await seen(page, '#calls .node')) > 2);
    },
  },
  {
    title: 'one cluster is shown at a time, and the list names all of its objects',
    run: async (page) => {
      await choose(page, 'us-west-2-kong-mesh');
      assert.equal(await seen(page, '.cluster'), 1);
      const count = (await page.locator('#count').textContent()) ?? '';
      const [, found, all] = /^(\d+) of (\d+) objects/.exec(count) ?? [];
      assert.ok(Number(all) > 10);
      assert.equal(found, all);
      assert.equal(await seen(page, '#objects button'), Number(all));
    },
  },
  {
    title:
      'a click on a box lights up who reaches it and what it reads, and opens the YAML behind it; Escape closes it',
    run: async (page) => {
      await choose(page, 'us-west-2-kong-mesh');
      await node(page, 'service prod/jazz').click();
      assert.equal(await page.locator('#yaml h2').textContent(), 'Service prod/jazz');
      assert.match((await page.locator('#yaml pre').textContent()) ?? '', /^apiVersion: v1\nkind: Service\n/);
      assert.equal(await seen(page, '#calls .node.lit[data-node="gateway"]'), 1);
      assert.equal(await seen(page, '#calls .node.dim[data-node="service prod/metal"]'), 1);
      assert.match((await page.locator('#about').textContent()) ?? '', /Reached by.*gateway.*routed/);
      await page.locator('#about button', { hasText: 'gateway' }).first().click();
      assert.equal(await seen(page, '#calls .node.chosen[data-node="gateway"]'), 1);
      await page.locator('#objects button', { hasText: 'prod/apikey' }).click();
      assert.match((await page.locator('#yaml pre').textContent()) ?? '', /plugin: key-auth/);
      await page.keyboard.press('Escape');
      assert.equal(await seen(page, '#yaml'), 0);
      assert.equal(await seen(page, '.node.dim'), 0);
    },
  },
  {
    title: 'boxes are reached, followed and opened by the keyboard alone',
    run: async (page) => {
      await choose(page, 'us-west-2-kong-mesh');
      await page.locator('#calls').focus();
      await page.keyboard.press('Tab');
      for (let step = 0; step < 4 && (await focused(page)) !== 'gateway'; step += 1)
        await page.keyboard.press('Tab');
      assert.equal(await focused(page), 'gateway');
      await page.keyboard.press('ArrowRight');
      assert.match((await focused(page)) ?? '', /^service prod/);
      await page.keyboard.press('Enter');
      assert.equal(await seen(page, '#yaml'), 1);
      await page.keyboard.press('ArrowLeft');
      assert.equal(await focused(page), 'gateway');
      await page.keyboard.press('Escape');
    },
  },
  {
    title: 'the picture is moved and scaled, and fitted again',
    run: async (page) => {
      await choose(page, 'us-west-2-kong-mesh');
      const view = () => page.locator('#calls > g').getAttribute('transform');
      const fitted = await view();
      await page.locator('#calls').hover();
      await page.mouse.wheel(0, -300);
      const closer = await view();
      assert.notEqual(closer, fitted);
      await page.mouse.down();
      await page.mouse.move(300, 300);
      await page.mouse.up();
      assert.notEqual(await view(), closer);
      await page.locator('[data-stage="calls"][data-zoom="fit"]').click();
      assert.equal(await view(), fitted);
    },
  },
  {
    title:
      'the search finds objects by name and by their YAML, fades the other boxes, and moves to what it found',
    run: async (page) => {
      await choose(page, 'us-west-2-kong-mesh');
      await page.fill('#search', 'meshhttproute jazz-v2');
      assert.deepEqual(await page.locator('#objects button').allTextContents(), [
        'kuma.io/MeshHTTPRoute prod/jazz',
      ]);
      assert.ok((await seen(page, '#calls .node.faded')) >= 2);
      assert.equal(await seen(page, '.node.faded[data-node="service prod/jazz"]'), 0);
      await page.fill('#search', 'metal');
      await page.keyboard.press('Enter');
      assert.equal(await seen(page, '#calls .node.chosen[data-node="service prod/metal"]'), 1);
      assert.deepEqual(await page.evaluate(middleScript('service prod/metal')), { x: true, y: true });
      await page.fill('#search', 'no such thing');
      assert.match((await page.locator('#count').textContent()) ?? '', /^0 of /);
      await page.fill('#search', '');
      assert.equal(await seen(page, '.node.faded'), 0);
    },
  },
  {
    title: 'a namespace is folded to one box and unfolded again, by mouse and by keyboard',
    run: async (page) => {
      await choose(page, 'us-west-2-kong-mesh');
      const before = await seen(page, '#calls .node');
      await page.locator('#calls [data-group="prod"]').click();
      assert.equal(await seen(page, '#calls .node'), before - 1);
      assert.equal(await focused(page), 'group prod');
      await page.keyboard.press('Enter');
      assert.equal(await seen(page, '#calls .node'), before);
    },
  },
  {
    title: 'the theme follows the system, and the button changes it',
    run: async (page) => {
      const paper = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
      await prefer(page, 'light');
      const light = await paper();
      await prefer(page, 'dark');
      const dark = await paper();
      assert.notEqual(light, dark);
      await page.click('#theme');
      assert.equal(await page.locator('#theme').textContent(), 'Theme: light');
      assert.equal(await paper(), light);
      await page.click('#theme');
      await page.click('#theme');
      assert.equal(await paper(), dark);
      await prefer(page, 'light');
    },
  },
  {
    title: 'every text has a contrast of at least 4.5 to 1 against what it stands on, in both themes',
    run: async (page) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await prefer(page, colorScheme);
        const poor: unknown = await page.evaluate(contrastScript);
        assert.deepEqual(poor, []);
      }
      await prefer(page, 'light');
    },
  },
  {
    title: 'no text of the picture leaves its box, and no two boxes overlap',
    run: async (page) => {
      const clusters = (await page.locator('#cluster option').allTextContents()).slice(1);
      for (const cluster of clusters) {
        await page.selectOption('#cluster', cluster);
        assert.deepEqual(await page.evaluate(overlapScript), [], cluster);
      }
    },
  },
];

/** On a page of one cluster with so many services. */
const largeChecks = (services: number): readonly Checked[] => [
  {
    title: `of ${services} services no text leaves its box and no two boxes overlap`,
    run: async (page) => {
      const unfold = page.locator('#unfold');
      if ((await unfold.textContent()) === 'Unfold all') await unfold.click();
      assert.ok((await page.locator('#calls .node').count()) > services);
      assert.deepEqual(await page.evaluate(overlapScript), []);
    },
  },
  {
    title: `of ${services} services the gateway lights up all that it reaches, out to a database`,
    run: async (page) => {
      await page.locator('[data-stage="calls"][data-zoom="fit"]').click();
      await node(page, 'gateway').press('Enter');
      assert.equal(await page.locator('#calls .node.lit[data-node="service team-0/service-0"]').count(), 1);
      assert.equal(await page.locator('#calls .node.lit[data-node="host db-0.example.com:5432"]').count(), 1);
      await page.keyboard.press('Escape');
    },
  },
  {
    title: `of ${services} services the last one is found, moved to and chosen, folded or not`,
    run: async (page) => {
      const last = `service team-${(services - 1) % namespacesOf(services)}/service-${services - 1}`;
      await page.fill('#search', `service-${services - 1}`);
      await page.keyboard.press('Enter');
      assert.equal(await page.locator(`#calls .node.chosen[data-node="${last}"]`).count(), 1);
      assert.deepEqual(await page.evaluate(middleScript(last)), { x: true, y: true });
      await page.keyboard.press('Escape');
    },
  },
  {
    title: `of ${services} services the page is as wide as a phone`,
    run: async (page) => {
      await page.setViewportSize({ width: 390, height: 844 });
      assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth')) <= 390);
      assert.equal(await seen(page, '#calls'), 1);
      await page.setViewportSize({ width: 1440, height: 900 });
    },
  },
];

const namespacesOf = (services: number) => Math.ceil(services / 10);

/** The id of the box that has the focus. */
function focused(page: Page): Promise<string | null> {
  return page.evaluate("document.activeElement.getAttribute('data-node')");
}

/** Runs in the page: whether a box stands in the middle of its picture. */
function middleScript(id: string): string {
  return `(() => {
    const middle = ({ left, top, width, height }) => [left + width / 2, top + height / 2];
    const [x, y] = middle(document.querySelector('#calls .node[data-node="${id}"]').getBoundingClientRect());
    const [a, b] = middle(document.querySelector('#calls').getBoundingClientRect());
    return { x: Math.abs(x - a) < 4, y: Math.abs(y - b) < 4 };
  })()`;
}

/** Runs in the page: the pairs of variables that text and ground are made of, below the ratio. */
const contrastScript = `(() => {
  const style = getComputedStyle(document.documentElement);
  const luminance = (name) => {
    const hex = style.getPropertyValue(name).trim().slice(1);
    const [r, g, b] = [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const poor = [];
  for (const ink of ['--ink', '--quiet'])
    for (const ground of ['--page', '--paper', '--gateway', '--route', '--service', '--version', '--secret']) {
      const [a, b] = [luminance(ink), luminance(ground)].sort((x, y) => y - x);
      const ratio = (a + 0.05) / (b + 0.05);
      if (ratio < 4.5) poor.push(ink + ' on ' + ground + ': ' + ratio.toFixed(2));
    }
  return poor;
})()`;

const overlapScript = `(() => {
  const wrong = [];
  const nodes = [...document.querySelectorAll('#calls .node, #secrets .node')];
  const boxes = nodes.map((node) => node.querySelector('rect').getBoundingClientRect());
  nodes.forEach((node, i) => {
    for (const text of node.querySelectorAll('text')) {
      const inner = text.getBoundingClientRect();
      if (inner.left < boxes[i].left || inner.right > boxes[i].right || inner.bottom > boxes[i].bottom + 1) wrong.push(text.textContent);
    }
    boxes.forEach((other, j) => {
      const own = boxes[i];
      if (j > i && node.ownerSVGElement === nodes[j].ownerSVGElement && own.left < other.right && other.left < own.right && own.top < other.bottom && other.top < own.bottom)
        wrong.push(node.getAttribute('aria-label') + ' and ' + nodes[j].getAttribute('aria-label'));
    });
  });
  return wrong;
})()`;

async function main(argv: readonly string[]): Promise<number> {
  const executablePath = executables.find((path) => existsSync(path));
  if (executablePath === undefined) {
    process.stdout.write(
      `SKIPPED: the browser tests did not run, for there is no Chromium at ${executables.join(', ')}\n`,
    );
    return 0;
  }
  prepareReferenceOutput();
  const folder = mkdtempSync(join(tmpdir(), 'topology-'));
  const url = write(join(folder, 'reference.html'), referenceOutput);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    let failed = await runChecks(browser, url, checks);
    let all = checks.length + 1;
    for (const services of [2, 25, 100]) {
      const set = join(folder, `of-${services}`);
      mkdirSync(set);
      writeFileSync(join(set, 'all.yaml'), objectsToYaml(drawnCluster(services, namespacesOf(services))));
      const large = largeChecks(services);
      failed += await runChecks(browser, write(`${set}.html`, set), large);
      all += large.length + 1;
    }
    const at = argv.indexOf('--screenshots');
    const target = argv[at + 1];
    if (at >= 0 && target !== undefined) await screenshots(browser, url, target);
    process.stdout.write(`Tests: ${failed} failed, ${all - failed} passed, ${all} total\n`);
    return failed === 0 ? 0 : 1;
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes the page of an output. @returns its address */
function write(file: string, out: string): string {
  const world = { environment: {}, stdout: { write: () => true }, stderr: process.stderr };
  assert.equal(topology(['--html', file, '--out', out], world), 0);
  return pathToFileURL(file).href;
}

async function runChecks(browser: Browser, url: string, checks: readonly Checked[]): Promise<number> {
  let failed = 0;
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (request.url() !== url) complaints.push(`asked for ${request.url()}`);
  });
  await page.goto(url);
  for (const { title, run } of checks) failed += await passes(title, () => run(page));
  failed += await passes('the page asked for nothing, and the browser had nothing to complain of', async () =>
    assert.deepEqual(complaints, []),
  );
  await page.close();
  return failed;
}

/** 0 where a check passes, 1 where not. */
async function passes(title: string, run: () => Promise<void>): Promise<number> {
  try {
    await run();
    process.stdout.write(`ok      ${title}\n`);
    return 0;
  } catch (error) {
    process.stdout.write(`FAILED  ${title}\n${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

async function screenshots(browser: Browser, url: string, folder: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme });
    await page.goto(url);
    for (const cluster of await page.locator('#cluster option').allTextContents()) {
      await page.selectOption('#cluster', { label: cluster });
      await page.screenshot({ path: join(folder, `${cluster}-${colorScheme}.png`) });
    }
    await page.selectOption('#cluster', 'us-west-2-kong-mesh');
    await node(page, 'service prod/jazz').click();
    await page.screenshot({ path: join(folder, `opened-${colorScheme}.png`) });
    await page.close();
  }
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
