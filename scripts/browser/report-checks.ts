// The checks of `npm run browser` on the `html` reporter: opened from a file, with and without its script.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import type { Report } from '../../src/report.ts';
import { html } from '../../src/reporters/html.ts';
import { hostileReport } from './hostile-report.ts';

export type Check = readonly [name: string, check: (page: Page, context: BrowserContext) => Promise<void>];

const reports = new URL('../../cases/reports/', import.meta.url);

/** The checks, which write their pages and screenshots into a folder. */
export function reportChecks(folder: string): readonly Check[] {
  const urls = new Map(
    readdirSync(reports)
      .filter(name => name.endsWith('.json'))
      .map(name => [name.replace('.json', ''), written(folder, stored(name), name)]),
  );
  const urlOf = (name: string): string => urls.get(name) ?? '';
  const screenshot = (page: Page, name: string): Promise<Buffer> =>
    page.screenshot({ path: join(folder, `report-${name}.png`), fullPage: true });

  return [
    [
      'report: loads nothing, logs nothing and is as wide as the screen, light, dark and narrow',
      async page => {
        const requests: string[] = [];
        const logged: string[] = [];
        page.on('request', request => requests.push(request.url()));
        page.on('console', message => logged.push(message.text()));
        page.on('pageerror', error => logged.push(String(error)));
        for (const [name, url] of urls) {
          for (const colorScheme of ['light', 'dark'] as const) {
            for (const width of [1280, 360]) {
              await page.emulateMedia({ colorScheme });
              await page.setViewportSize({ width, height: 900 });
              await page.goto(url);
              const isWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
              assert.equal(isWide, false, `${name} at ${width}`);
              await screenshot(page, `${name}-${colorScheme}-${width}`);
            }
          }
        }
        assert.deepEqual(logged, []);
        assert.deepEqual([...new Set(requests)], [...urls.values()]);
      },
    ],
    [
      'report: keeps a contrast of 4.5 to 1 for text, light, dark and printed',
      async page => {
        await page.goto(urlOf('gate-fail'));
        await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
        for (const media of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { media: 'print' }] as const) {
          await page.emulateMedia(media);
          assert.deepEqual(await page.evaluate(lowContrasts), [], JSON.stringify(media));
        }
      },
    ],
    [
      'report: finds and filters, by hand and from the keyboard',
      async page => {
        await page.goto(urlOf('gate-fail'));
        const shown = (): Promise<number> => page.locator('.finding:visible').count();
        const all = await shown();
        await page.keyboard.press('/');
        await page.keyboard.type('response/required expires_at');
        assert.equal(await shown(), 1);
        assert.match(await page.innerText('#shown'), new RegExp(`^1 of ${all} shown`));
        await page.keyboard.press('Escape');
        assert.equal(await shown(), all);
        await page.uncheck('input[value=error]');
        assert.equal(await shown(), 1);
        await page.fill('input[type=search]', 'nowhere to be found');
        assert.ok(await page.isVisible('#nothing-found'), 'says that nothing was found');
      },
    ],
    [
      'report: leads from the timeline to a finding, even one that the filter hides',
      async page => {
        await page.goto(urlOf('gate-fail'));
        await page.fill('input[type=search]', 'nowhere to be found');
        await page.locator('.stem').first().focus();
        await page.keyboard.press('Enter');
        const target = await page.evaluate('location.hash');
        assert.match(String(target), /^#finding-\d+$/);
        assert.ok(await page.isVisible(String(target)), 'shows the finding');
      },
    ],
    [
      'report: has landmarks, headings in order, names for what can be used, and headers in its tables',
      async page => {
        await page.goto(urlOf('gate-fail'));
        for (const landmark of ['header', 'nav[aria-label]', 'main', 'footer']) {
          assert.equal(await page.locator(`body > ${landmark}`).count(), 1, landmark);
        }
        assert.deepEqual(await page.evaluate(accessibilityFaults), []);
        await page.keyboard.press('Tab');
        assert.equal(await page.evaluate('document.activeElement.className'), 'skip');
      },
    ],
    [
      'report: is there to be read without its script, and on paper',
      async (page, context) => {
        const bare = await context.browser()?.newContext({ javaScriptEnabled: false });
        const reader = await bare?.newPage();
        await reader?.goto(urlOf('gate-fail'));
        assert.equal(await reader?.locator('.finding:visible').count(), 23);
        assert.equal(await reader?.isVisible('#filter'), false);
        await reader?.click('.reproduce summary >> nth=0');
        assert.ok(await reader?.isVisible('.reproduce pre >> nth=0'), 'opens without a script');
        await bare?.close();
        await page.goto(urlOf('gate-fail'));
        await page.pdf({ path: join(folder, 'report.pdf'), format: 'A4' });
        await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
        await page.setViewportSize({ width: 794, height: 1123 });
        assert.equal(
          await page.evaluate('getComputedStyle(document.documentElement).backgroundColor'),
          'rgb(255, 255, 255)',
        );
        assert.equal(await page.isVisible('nav'), false);
        await screenshot(page, 'print');
      },
    ],
    [
      'report: runs nothing that a finding smuggles in',
      async page => {
        const dialogs: string[] = [];
        page.on('dialog', dialog => {
          dialogs.push(dialog.message());
          void dialog.dismiss();
        });
        await page.goto(written(folder, hostileReport(), 'hostile.json'));
        await page.fill('input[type=search]', 'img');
        assert.deepEqual(await page.evaluate('[window.ran ?? null, document.images.length, document.scripts.length]'), [
          null,
          0,
          1,
        ]);
        assert.deepEqual(dialogs, []);
        const injected = page.addScriptTag({ content: 'window.ran = 1' });
        await assert.rejects(injected, /Content Security Policy|TrustedScript/i);
        await screenshot(page, 'hostile');
      },
    ],
  ];
}

function stored(name: string): Report {
  return JSON.parse(readFileSync(new URL(name, reports), 'utf8'));
}

function written(folder: string, report: Report, name: string): string {
  const file = join(folder, name.replace('.json', '.html'));
  const parts: string[] = [];
  const options = { color: false, unicode: true, width: 80, quiet: false, failOn: 'error' } as const;
  html.create({ ...options, write: part => void parts.push(part) }).finish(report, 0);
  writeFileSync(file, parts.join(''));
  return pathToFileURL(file).href;
}

/** Runs in the page: each visible text of which the colour is too close to the one behind it. */
const lowContrasts = `(() => {
  const context = document.createElement('canvas').getContext('2d');
  const rgb = color => { context.clearRect(0, 0, 1, 1); context.fillStyle = color; context.fillRect(0, 0, 1, 1); return [...context.getImageData(0, 0, 1, 1).data]; };
  const behind = element => { for (let at = element; at; at = at.parentElement) { const color = rgb(getComputedStyle(at).backgroundColor); if (color[3] > 0) return color; } return [255, 255, 255, 255]; };
  const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map(v => { const s = v / 255; return s <= .03928 ? s / 12.92 : ((s + .055) / 1.055) ** 2.4; }); return .2126 * x + .7152 * y + .0722 * z; };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest('svg, script') || !element.checkVisibility()) continue;
    const [a, b] = [light(rgb(getComputedStyle(element).color)), light(behind(element))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) found.push(element.tagName + '.' + element.className + ' ' + walker.currentNode.data.trim().slice(0, 30) + ' ' + ratio.toFixed(2));
  }
  return [...new Set(found)];
})()`;

/** Runs in the page: what a reader of the screen would stumble over. */
const accessibilityFaults = `(() => {
  const faults = [];
  let level = 0;
  for (const heading of document.querySelectorAll('h1, h2, h3, h4')) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) faults.push('skips a level: ' + heading.textContent);
    level = own;
  }
  for (const section of document.querySelectorAll('main > section'))
    if (!document.getElementById(section.getAttribute('aria-labelledby'))) faults.push('unnamed section ' + section.id);
  for (const input of document.querySelectorAll('input')) if (input.labels.length === 0) faults.push('unnamed ' + input.name);
  for (const table of document.querySelectorAll('table')) {
    for (const header of table.querySelectorAll('th')) if (!header.scope) faults.push('header without scope ' + header.textContent);
    const width = row => [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0);
    const [first, ...rows] = [...table.tBodies[0].rows].map(width);
    if (rows.some(row => row !== first)) faults.push('ragged table');
  }
  const ids = [...document.querySelectorAll('[id]')].map(one => one.id);
  if (new Set(ids).size !== ids.length) faults.push('an id twice');
  for (const link of document.querySelectorAll('a[href]')) if (!document.getElementById(link.getAttribute('href').slice(1))) faults.push('leads nowhere: ' + link.getAttribute('href'));
  if (document.documentElement.lang === '') faults.push('no language');
  return faults;
})()`;
