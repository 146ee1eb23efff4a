// Progressive: every page works without this file; with it, lists grow by themselves and forms open in a dialog.
(() => {
  'use strict';
  const POLL_MS = 2000;
  const REFRESH_MS = 5000;
  const MOST_ROWS = 300;
  const COPIED_MS = 1500;
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const skew = Date.now() - Date.parse(document.body.dataset.now || new Date().toISOString());
  const serverNow = () => Date.now() - skew;
  const notice = text => { const box = $('#notice'); if (box) { box.textContent = text; } };

  // --- Times -----------------------------------------------------------------------------------------------------------
  const words = ms => {
    const s = ms / 1000;
    if (s < 60) return `${Math.floor(s)} s`;
    if (s < 3600) return `${Math.floor(s / 60)} min`;
    const h = Math.floor(s / 3600);
    if (h < 48) { const m = Math.floor(s % 3600 / 60); return m ? `${h} h ${m} min` : `${h} h`; }
    return `${Math.floor(h / 24)} days`;
  };
  const tick = () => {
    for (const time of $$('time[data-ago]')) {
      const past = serverNow() - Date.parse(time.dateTime);
      const text = past < 2000 ? 'now' : `${words(past)} ago`;
      if (time.textContent !== text) time.textContent = text;
    }
    for (const left of $$('[data-left]')) {
      const ms = Date.parse(left.dataset.left) - serverNow();
      left.textContent = ms <= 0 ? 'none' : words(ms);
    }
  };
  setInterval(tick, 1000);

  // --- Live rows -------------------------------------------------------------------------------------------------------
  const rows = $('#rows');
  let paused = false;
  let busy = false;
  const liveState = text => {
    const state = $('[data-live-state]');
    if (state) { state.dataset.liveState = text; $('[data-live-text]').textContent = text; }
  };
  const cursor = () => $('tr[data-cursor]', rows)?.dataset.cursor || rows.dataset.cursor || '';
  const poll = async () => {
    if (busy || paused || document.hidden) return;
    busy = true;
    try {
      const separator = rows.dataset.rows.includes('?') ? '&' : '?';
      await htmx.ajax('GET', `${rows.dataset.rows}${separator}after=${encodeURIComponent(cursor())}`, { target: rows, swap: 'afterbegin' });
    } finally { busy = false; }
  };
  if (rows && rows.dataset.live === 'true') {
    let heightBefore = 0;
    let idsBefore = new Set();
    setInterval(poll, POLL_MS);
    document.addEventListener('visibilitychange', () => { if (!document.hidden) poll(); });
    rows.addEventListener('htmx:beforeSwap', () => {
      heightBefore = document.documentElement.scrollHeight;
      idsBefore = new Set($$('tr[data-id]', rows).map(row => row.dataset.id));
    });
    rows.addEventListener('htmx:afterSwap', () => {
      const seen = new Set();
      let fresh = 0;
      for (const row of $$('tr[data-id]', rows)) {
        if (seen.has(row.dataset.id)) { row.remove(); continue; }
        seen.add(row.dataset.id);
        if (!idsBefore.has(row.dataset.id)) { row.classList.add('fresh'); fresh++; }
      }
      // Whoever has scrolled down keeps reading where they were.
      if (window.scrollY > 120) window.scrollBy(0, document.documentElement.scrollHeight - heightBefore);
      trim();
      const empty = $('[data-empty]');
      if (empty) empty.hidden = true;
      if (fresh) notice(fresh === 1 ? '1 new decision' : `${fresh} new decisions`);
    });
    const trim = () => {
      const all = $$('tr[data-id]', rows);
      if (all.length <= MOST_ROWS || window.scrollY > 120) return;
      for (const row of all.slice(MOST_ROWS)) row.remove();
      const older = $('[data-older]');
      if (older) {
        const url = new URL(older.href);
        url.searchParams.set('before', all[MOST_ROWS - 1].dataset.id);
        older.href = url.pathname + url.search;
      }
    };
    const failing = () => { if (!paused) liveState('Reconnecting'); };
    document.body.addEventListener('htmx:sendError', failing);
    document.body.addEventListener('htmx:responseError', failing);
    rows.addEventListener('htmx:afterRequest', event => { if (event.detail.successful && !paused) liveState('Live'); });
    const toggle = $('[data-live-toggle]');
    toggle?.addEventListener('click', () => {
      paused = !paused;
      toggle.setAttribute('aria-pressed', String(paused));
      $('[data-when-live]', toggle).hidden = paused;
      $('[data-when-paused]', toggle).hidden = !paused;
      liveState(paused ? 'Paused' : 'Live');
      if (!paused) poll();
    });
  }

  // --- Overview --------------------------------------------------------------------------------------------------------
  if ($('[data-refresh]')) {
    setInterval(() => {
      if (document.hidden) return;
      for (const part of $$('[data-refresh]')) if (!part.contains(document.activeElement)) htmx.trigger(part, 'sd:refresh');
    }, REFRESH_MS);
  }

  // --- Filters: selects apply at once, and empty fields stay out of the address ---------------------------------------
  const filters = $('[data-filters]');
  filters?.addEventListener('change', event => { if (event.target.matches('select')) filters.requestSubmit(); });
  filters?.addEventListener('submit', () => { for (const field of filters.elements) if (field.name && !field.value) field.disabled = true; });
  addEventListener('pageshow', () => { if (filters) for (const field of filters.elements) field.disabled = false; });

  // --- Catalogue: narrowed as one types; empty fields stay out of the address, and the count is said aloud -------------
  const catalogue = $('[data-catalogue-form]');
  catalogue?.addEventListener('htmx:configRequest', event => {
    for (const field of catalogue.elements) if (field.name && !field.value) delete event.detail.parameters[field.name];
  });
  if (catalogue) document.body.addEventListener('htmx:afterSettle', () => notice($('[data-catalogue-count]')?.textContent ?? ''));

  // --- Dialog ----------------------------------------------------------------------------------------------------------
  const dialog = $('#dialog');
  document.addEventListener('click', event => {
    const opener = event.target.closest('a[data-dialog]');
    if (opener && dialog && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      htmx.ajax('GET', opener.getAttribute('href'), { target: '#dialog-body', swap: 'innerHTML' }).then(() => {
        if (!dialog.open) dialog.showModal();
        $('[autofocus], input:not([type=hidden]), textarea', dialog)?.focus();
      });
      return;
    }
    if (event.target.closest('[data-dialog-close]') && dialog?.open) { event.preventDefault(); dialog.close(); return; }
    if (event.target === dialog) { dialog.close(); return; }
    const copy = event.target.closest('[data-copy]');
    if (copy) {
      navigator.clipboard?.writeText(copy.dataset.copy).then(() => {
        notice(copy.dataset.copied || 'Reference copied');
        copy.classList.add('copied');
        setTimeout(() => copy.classList.remove('copied'), COPIED_MS);
      });
    }
    const menu = event.target.closest('[data-toggle-menu]');
    if (menu) {
      const open = $('#sidebar').classList.toggle('open');
      menu.setAttribute('aria-expanded', String(open));
    }
    const theme = event.target.closest('[data-theme-choice]');
    if (theme) { sdTheme.set(theme.dataset.themeChoice); showTheme(); }
    const row = event.target.closest('tr.decision');
    if (row && !event.target.closest('a, button') && !getSelection().toString()) $('.row-link', row).click();
  });
  const showTheme = () => {
    for (const button of $$('[data-theme-choice]')) button.setAttribute('aria-pressed', String(button.dataset.themeChoice === sdTheme.choice()));
  };
  showTheme();

  // --- Features --------------------------------------------------------------------------------------------------------
  const features = $('[data-features]');
  if (features) {
    const search = $('[data-feature-search]', features);
    const all = $('[data-feature-all]', features);
    const narrow = () => {
      const text = search.value.trim().toLowerCase();
      let shown = 0;
      for (const group of $$('[data-feature-group]', features)) {
        let inGroup = 0;
        for (const line of $$('[data-feature]', group)) {
          line.hidden = (line.dataset.quiet && !all.checked) || (text && !line.dataset.feature.includes(text));
          if (!line.hidden) inGroup++;
        }
        group.hidden = inGroup === 0 && text !== '';
        if (text) group.open = inGroup > 0;
        shown += inGroup;
      }
      $('[data-feature-none]', features).hidden = shown > 0;
    };
    search.addEventListener('input', narrow);
    all.addEventListener('change', narrow);
  }

  // --- Editor: numbers beside the lines, the line a finding names, and nothing typed is lost in this tab --------------------
  const editor = $('[data-editor]');
  const sent = 'sd-document-sent';
  if ($('[data-saved]')) { sessionStorage.removeItem(sessionStorage.getItem(sent) || ''); sessionStorage.removeItem(sent); }
  if (editor) {
    const key = `sd-document ${location.pathname} ${new URLSearchParams(location.search).get('name')}`;
    const form = $('[data-editor-form]');
    const was = $('[name=was]', form).value;
    const saved = editor.value;
    let leaving = false;
    let kept = 0;
    const lines = document.createElement('pre');
    lines.className = 'editor-lines';
    lines.setAttribute('aria-hidden', 'true');
    editor.before(lines);
    let counted = 0;
    const count = () => {
      const now = editor.value.split('\n').length;
      if (now !== counted) { counted = now; lines.textContent = Array.from({ length: now }, (_, i) => i + 1).join('\n'); }
      lines.scrollTop = editor.scrollTop;
    };
    const isDirty = () => editor.dataset.back === 'true' || editor.value !== saved;
    const keep = () => {
      try {
        if (isDirty()) sessionStorage.setItem(key, JSON.stringify({ was, text: editor.value }));
        else sessionStorage.removeItem(key);
      } catch { /* No room: the page itself still warns before it is left. */ }
    };
    const goTo = () => {
      const line = Number(/^#line-(\d+)$/.exec(location.hash)?.[1] || 0);
      if (!line) return;
      const all = editor.value.split('\n');
      const from = all.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
      editor.focus({ preventScroll: true });
      editor.setSelectionRange(from, from + (all[line - 1] ?? '').length);
      const height = parseFloat(getComputedStyle(editor).lineHeight);
      editor.scrollTop = Math.max(0, (line - 4) * height);
      editor.scrollIntoView({ block: 'nearest' });
      count();
    };
    const left = JSON.parse(sessionStorage.getItem(key) || 'null');
    if (left && left.was === was && left.text !== saved && editor.dataset.back !== 'true') {
      editor.value = left.text;
      const note = document.createElement('p');
      note.className = 'form-problem';
      note.setAttribute('role', 'status');
      note.textContent = 'Your text that was not saved is back; save it to keep it.';
      form.before(note);
    }
    editor.addEventListener('input', () => { count(); clearTimeout(kept); kept = setTimeout(keep, 300); });
    editor.addEventListener('scroll', () => { lines.scrollTop = editor.scrollTop; });
    form.addEventListener('submit', () => { leaving = true; keep(); sessionStorage.setItem(sent, key); });
    addEventListener('beforeunload', event => { if (!leaving && isDirty()) { keep(); event.preventDefault(); } });
    addEventListener('hashchange', goTo);
    count();
    goTo();
  }
  document.addEventListener('submit', event => {
    const sure = event.submitter?.dataset.sure;
    if (sure && !confirm(sure)) event.preventDefault();
  });

  // --- Tables of names to copy: one stop of the Tab key each, arrow keys within --------------------------------------------
  const roveTo = (box, button) => {
    for (const other of $$('[data-copy][tabindex="0"]', box)) other.tabIndex = -1;
    button.tabIndex = 0;
  };
  document.addEventListener('focusin', event => {
    const button = event.target.closest('[data-roving] [data-copy]');
    if (button) roveTo(button.closest('[data-roving]'), button);
  });
  document.addEventListener('keydown', event => {
    const button = event.target.closest('[data-roving] [data-copy]');
    if (!button || event.ctrlKey || event.metaKey || event.altKey) return;
    const box = button.closest('[data-roving]');
    const all = $$('[data-copy]', box);
    const at = all.indexOf(button);
    const row = button.closest('tr');
    const next = {
      ArrowRight: () => all[at + 1],
      ArrowLeft: () => all[at - 1],
      ArrowDown: () => all.slice(at).find(b => b.closest('tr') !== row),
      ArrowUp: () => { const above = all.slice(0, at).findLast(b => b.closest('tr') !== row); return above && $('[data-copy]', above.closest('tr')); },
      Home: () => all[0],
      End: () => all.at(-1),
    }[event.key];
    if (!next) return;
    event.preventDefault();
    next()?.focus();
  });

  // --- Keys ------------------------------------------------------------------------------------------------------------
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog?.open) return;
    if (event.target.closest('input, textarea, select')) { if (event.key === 'Escape') event.target.blur(); return; }
    if (event.key === '/') { event.preventDefault(); $('#find')?.focus(); return; }
    if (event.key === 'p') { $('[data-live-toggle]')?.click(); return; }
    if (event.key !== 'j' && event.key !== 'k') return;
    const links = $$('tr.decision .row-link');
    const at = links.indexOf(document.activeElement);
    const next = links[Math.max(0, Math.min(links.length - 1, at + (event.key === 'j' ? 1 : -1)))];
    next?.focus();
  });
})();
