// Stacked columns of decisions by action; shadow as a dashed line above them. Redrawn on new data, theme and size.
(() => {
  'use strict';
  const box = document.querySelector('[data-chart]');
  if (!box) return;
  const REFRESH_MS = 5000;
  const stack = ['revoke', 'throttle', 'challenge', 'allow'];
  const hidden = new Set(JSON.parse(sessionStorage.getItem('sd-chart-hidden') || '[]'));
  const note = document.querySelector('[data-chart-note]');
  const zoomOut = document.querySelector('[data-zoom-out]');
  const hint = 'Times are UTC. Drag across the chart to zoom.';
  const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  let data = null;
  let plot = null;
  let zoomed = false;

  // uPlot draws later series over earlier ones: the tallest sum comes first, each next is the sum without the one before.
  const columns = () => {
    const shown = stack.filter(name => !hidden.has(name));
    const sums = [];
    let below = data.t.map(() => 0);
    for (const name of shown) { below = below.map((value, i) => value + data[name][i]); sums.unshift({ name, values: below }); }
    return sums;
  };
  const draw = () => {
    if (!data) return;
    const sums = columns();
    const grid = { stroke: color('--sd-line'), width: 1 };
    const axis = { stroke: color('--sd-muted'), grid, ticks: { show: false }, font: '12px Inter Variable, sans-serif' };
    const bars = uPlot.paths.bars({ size: [0.82, 48], align: 1, radius: 0 });
    const series = [{}, ...sums.map(sum => ({
      label: sum.name, fill: color(`--sd-${sum.name}-strong`), stroke: color(`--sd-${sum.name}-strong`), width: 0, paths: bars, points: { show: false },
    }))];
    const values = [data.t, ...sums.map(sum => sum.values)];
    if (!hidden.has('shadow')) {
      series.push({ label: 'shadow', stroke: color('--sd-shadow-strong'), width: 2, dash: [5, 4], points: { show: false } });
      values.push(data.shadow);
    }
    const scale = zoomed && plot ? { min: plot.scales.x.min, max: plot.scales.x.max } : { min: data.t[0], max: data.t.at(-1) + data.step };
    plot?.destroy();
    plot = new uPlot({
      width: Math.max(280, box.clientWidth), height: box.clientWidth < 500 ? 200 : 260, legend: { show: false },
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      cursor: { drag: { x: true, y: false, setScale: true }, points: { show: false } },
      scales: { x: { time: true, min: scale.min, max: scale.max }, y: { range: (_, min, max) => [0, Math.max(4, max * 1.08)] } },
      axes: [{ ...axis, size: 34, values: [[86400, '{D}.{M}.'], [3600, '{HH}:{mm}'], [60, '{HH}:{mm}'], [1, '{HH}:{mm}:{ss}']].map(([s, f]) => [s, f, null, null, null, null, null, null, 1]) },
        { ...axis, size: 52, values: (_, ticks) => ticks.map(tick => Number.isInteger(tick) ? tick.toLocaleString('en') : '') }],
      series,
      hooks: { setSelect: [() => { zoomed = true; zoomOut.hidden = false; }], setCursor: [tell] },
    }, values, box);
    plot.setScale('x', scale);
  };
  const tell = u => {
    const i = u.cursor.idx;
    if (i == null || !data) { note.textContent = hint; return; }
    const at = new Date(data.t[i] * 1000).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' });
    note.textContent = `${at} UTC: ${data.allow[i]} allowed, ${data.challenge[i]} challenged, ${data.throttle[i]} throttled, ${data.revoke[i]} revoked; shadow would act on ${data.shadow[i]}.`;
  };
  const load = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(box.dataset.chart, { headers: { 'HX-Request': 'true' } });
      if (answer.status === 401) { location.reload(); return; }
      if (!answer.ok) throw new Error(String(answer.status));
      data = await answer.json();
      if (box.classList.contains('failed') || !plot) note.textContent = hint;
      box.classList.remove('failed');
      draw();
    } catch { box.classList.add('failed'); note.textContent = 'The chart cannot be loaded right now; trying again.'; }
  };
  for (const button of document.querySelectorAll('[data-series]')) {
    const show = () => button.setAttribute('aria-pressed', String(!hidden.has(button.dataset.series)));
    button.addEventListener('click', () => {
      const name = button.dataset.series;
      if (!hidden.delete(name)) hidden.add(name);
      sessionStorage.setItem('sd-chart-hidden', JSON.stringify([...hidden]));
      show();
      draw();
    });
    show();
  }
  zoomOut.addEventListener('click', () => { zoomed = false; zoomOut.hidden = true; draw(); });
  document.addEventListener('sd:theme', draw);
  new ResizeObserver(() => { if (plot && Math.abs(plot.width - box.clientWidth) > 4) draw(); }).observe(box);
  load();
  setInterval(load, REFRESH_MS);
})();
