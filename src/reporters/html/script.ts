/**
 * What the page does beyond being read: search and filter, copy, everything open in print. It reads the page and writes
 * no markup; without it all is there to read.
 */
export const script: string = String.raw`'use strict';
(() => {
  const $ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const filter = document.getElementById('filter');

  if (filter) {
    filter.hidden = false;
    const search = filter.querySelector('[name=text]');
    const shown = document.getElementById('shown');
    const nothing = document.getElementById('nothing-found');
    const findings = $('.finding').map(item => {
      const rule = item.closest('.rule');
      return { item, rule, text: (rule.querySelector('h3').textContent + ' ' + item.textContent + ' ' +
        rule.querySelector('.facts').textContent).toLowerCase() };
    });
    const rows = $('#cases tbody tr').map(row => ({ row, text: row.textContent.toLowerCase() }));
    const checked = name => $('input[name="' + name + '"]:checked', filter).map(box => box.value);

    const apply = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      const [severities, parties] = [checked('severity'), checked('party')];
      let count = 0;
      const open = new Set();
      for (const { item, rule, text } of findings) {
        const fits = severities.includes(rule.dataset.severity) && parties.includes(rule.dataset.party) &&
          words.every(word => text.includes(word));
        item.hidden = !fits;
        if (fits) { count++; open.add(rule); }
      }
      for (const rule of $('.rule')) rule.hidden = !open.has(rule);
      for (const { row, text } of rows) row.hidden = !words.every(word => text.includes(word));
      nothing.hidden = count > 0;
      shown.textContent = count + ' of ' + findings.length + ' shown';
    };
    filter.addEventListener('input', apply);
    document.addEventListener('keydown', event => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
      if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        search.focus();
      } else if (event.key === 'Escape' && event.target === search && search.value !== '') {
        search.value = '';
        apply();
      }
    });
    // A mark of the timeline leads to a finding that the filter may hide.
    addEventListener('hashchange', () => {
      const target = document.getElementById(location.hash.slice(1));
      if (!target || !target.hidden) return;
      search.value = '';
      for (const box of $('input[type=checkbox]', filter)) box.checked = true;
      apply();
      target.scrollIntoView();
    });
    apply();
  }

  for (const block of $('.reproduce pre')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Copy';
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(block.textContent);
        button.textContent = 'Copied';
      } catch {
        getSelection().selectAllChildren(block);
        button.textContent = 'Selected';
      }
    });
    block.before(button);
  }

  let closed = [];
  addEventListener('beforeprint', () => {
    closed = $('details:not([open])');
    for (const one of closed) one.open = true;
  });
  addEventListener('afterprint', () => {
    for (const one of closed) one.open = false;
  });
})();
`;
