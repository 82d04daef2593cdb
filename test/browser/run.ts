/**
 * The page of `npm run topology`, in a real Chromium without a network. Says so and ends with 0 where there is no Chromium.
 *
 * With `--screenshots FOLDER` it also leaves a picture of both themes for a person to look at.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { topology } from '../../commands/topology';
import { referenceOutput } from '../reference/reference';
import { prepareReferenceOutput } from '../reference/write-output';

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

const checks: readonly Checked[] = [
  {
    title: 'one cluster is shown at a time, and the list names all of its objects',
    run: async (page) => {
      assert.equal(await seen(page, '.cluster'), 1);
      const count = (await page.locator('#count').textContent()) ?? '';
      const [, found, all] = /^(\d+) of (\d+) objects/.exec(count) ?? [];
      assert.ok(Number(all) > 10);
      assert.equal(found, all);
      assert.equal(await seen(page, '#objects button'), Number(all));
    },
  },
  {
    title: 'another cluster is chosen by name',
    run: async (page) => {
      await page.selectOption('#cluster', 'us-west-2-kong-mesh');
      assert.equal(await seen(page, '.cluster[data-cluster="us-west-2-kong-mesh"]'), 1);
      assert.ok((await seen(page, '.cluster .node')) > 8);
    },
  },
  {
    title: 'a click on a box opens the YAML of what is behind it, and Escape closes it',
    run: async (page) => {
      await page.selectOption('#cluster', 'us-west-2-kong-mesh');
      await page.locator('.node[aria-label^="route /dj/jazz"]').filter({ visible: true }).click();
      assert.equal(await page.locator('#yaml h2').textContent(), 'networking.k8s.io/Ingress prod/djingress');
      assert.match(
        (await page.locator('#yaml pre').textContent()) ?? '',
        /^apiVersion: networking.k8s.io\/v1\nkind: Ingress\n/,
      );
      assert.equal(await seen(page, '#objects button'), 3);
      await page.locator('#objects button', { hasText: 'prod/apikey' }).click();
      assert.match((await page.locator('#yaml pre').textContent()) ?? '', /plugin: key-auth/);
      await page.keyboard.press('Escape');
      assert.equal(await seen(page, '#yaml'), 0);
    },
  },
  {
    title: 'a box is reached and opened by the keyboard alone',
    run: async (page) => {
      await page.selectOption('#cluster', 'us-west-2-kong-mesh');
      await page.locator('.scroll').filter({ visible: true }).first().focus();
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate('document.activeElement.getAttribute("role")'), 'button');
      await page.keyboard.press('Enter');
      assert.equal(await seen(page, '#yaml'), 1);
      await page.keyboard.press('Escape');
    },
  },
  {
    title: 'the search finds objects by name and by their YAML, and fades the other boxes',
    run: async (page) => {
      await page.selectOption('#cluster', 'us-west-2-kong-mesh');
      await page.fill('#search', 'meshhttproute jazz-v2');
      assert.deepEqual(await page.locator('#objects button').allTextContents(), [
        'kuma.io/MeshHTTPRoute prod/jazz',
      ]);
      assert.ok((await seen(page, '.node.faded')) > 3);
      assert.equal(await seen(page, '.node.service[aria-label="service prod/jazz"].faded'), 0);
      await page.fill('#search', 'no such thing');
      assert.match((await page.locator('#count').textContent()) ?? '', /^0 of /);
      await page.fill('#search', '');
      assert.equal(await seen(page, '.node.faded'), 0);
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
      const clusters = await page.locator('#cluster option').allTextContents();
      for (const cluster of clusters) {
        await page.selectOption('#cluster', cluster);
        assert.deepEqual(await page.evaluate(overlapScript), [], cluster);
      }
    },
  },
];

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
  const nodes = [...document.querySelectorAll('.cluster:not([hidden]) .node')];
  const boxes = nodes.map((node) => node.querySelector('rect').getBoundingClientRect());
  nodes.forEach((node, i) => {
    for (const text of node.querySelectorAll('text')) {
      const inner = text.getBoundingClientRect();
      if (inner.left < boxes[i].left || inner.right > boxes[i].right || inner.bottom > boxes[i].bottom + 1) wrong.push(text.textContent);
    }
    boxes.forEach((other, j) => {
      const own = boxes[i];
      if (j > i && own.left < other.right && other.left < own.right && own.top < other.bottom && other.top < own.bottom)
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
  const file = join(folder, 'topology.html');
  assert.equal(
    topology(['--html', file, '--out', referenceOutput], {
      environment: {},
      stdout: { write: () => true },
      stderr: process.stderr,
    }),
    0,
  );
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const failed = await runChecks(browser, pathToFileURL(file).href);
    const at = argv.indexOf('--screenshots');
    const target = argv[at + 1];
    if (at >= 0 && target !== undefined) await screenshots(browser, pathToFileURL(file).href, target);
    process.stdout.write(
      `Tests: ${failed} failed, ${checks.length + 1 - failed} passed, ${checks.length + 1} total\n`,
    );
    return failed === 0 ? 0 : 1;
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runChecks(browser: Browser, url: string): Promise<number> {
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
      await page.selectOption('#cluster', cluster);
      await page.screenshot({ path: join(folder, `${cluster}-${colorScheme}.png`) });
    }
    await page.selectOption('#cluster', 'us-west-2-kong-mesh');
    await page.locator('.node[aria-label^="route /dj/jazz"]').filter({ visible: true }).click();
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
