// Runs inside the page before anything of Kabinet does, and keeps the time.
(() => {
  const FIGURES = ".report-figures";
  const ROWS = ".report-tree tbody tr";
  const text = () => document.querySelector(FIGURES)?.textContent ?? "";
  const number = /\d/;

  const probe = { tasks: [], events: [], drawn: 0, clicked: null, opened: {}, lcp: 0, shifted: 0 };
  globalThis.probe = probe;

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) probe.tasks.push({ at: startTime, duration });
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const { name, startTime, duration, interactionId } of list.getEntries()) probe.events.push({ name, at: startTime, duration, interactionId });
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
  new PerformanceObserver((list) => {
    probe.lcp = list.getEntries().at(-1).startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) probe.shifted += value;
  }).observe({ type: "layout-shift", buffered: true });

  // When something was last drawn on a canvas: the chart is one.
  const { clearRect } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.clearRect = function (...area) {
    probe.drawn = performance.now();
    return clearRect.apply(this, area);
  };

  const nextFrame = () => new Promise(requestAnimationFrame);
  // Comes after the frame that is being made has been handed on to be shown.
  const handedOn = () => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage(null);
  });

  /** Waits for the next event of this kind and then for the first frame in which the figures are others. */
  probe.arm = (kind) => {
    const before = text();
    probe.clicked = new Promise((resolve, reject) => {
      addEventListener(kind, async ({ timeStamp: began }) => {
        for (let frames = 1; frames < 120; frames += 1) {
          await nextFrame();
          if (text() === before) continue;
          const painted = await handedOn();
          await nextFrame();
          resolve({ began, painted: painted - began, next: performance.now() - began, frames });
          return;
        }
        reject(new Error("the figures have not changed"));
      }, { capture: true, once: true });
    });
    // Whoever waits for it comes later.
    probe.clicked.catch(() => {});
  };

  /** What is known about a click some time later. */
  probe.result = async (kind) => {
    const { began, painted, next, frames } = await probe.clicked;
    const event = probe.events.findLast(({ name, at }) => name === kind && Math.abs(at - began) < 1);
    // Events that took less than 16 ms are not told.
    return { painted, next, frames, event: event?.duration ?? null, chart: probe.drawn > began ? probe.drawn - began : null };
  };

  /** Each interaction with what the browser says of the slowest of its events; those it keeps quiet about took less than 16 ms. */
  probe.interactions = () => {
    const slowest = new Map();
    for (const { interactionId, duration } of probe.events) {
      if (interactionId) slowest.set(interactionId, Math.max(duration, slowest.get(interactionId) ?? 0));
    }
    return { count: performance.interactionCount, told: [...slowest.values()].sort((a, b) => b - a) };
  };

  /** Whether all rows have come. */
  probe.whole = () => document.querySelector(".shell-fresh:not([data-arriving])") !== null;

  /** The figures without what they are compared with. */
  probe.values = () => [...document.querySelectorAll(`${FIGURES} .report-value`)].map(({ textContent }) => textContent).join(" | ");

  // The way of a page from nothing to an answer: the first figures, the first rows, a click on a row that has changed the figures, and these
  // figures compared with those of the days before.
  const watch = async () => {
    let before = null;
    for (;;) {
      await nextFrame();
      const { opened } = probe;
      if (opened.figures === undefined && number.test(text())) opened.figures = await handedOn();
      const row = document.querySelector(ROWS);
      if (!row) continue;
      if (before === null) {
        opened.rows = performance.now();
        before = text();
        row.click();
      } else if (opened.interactive === undefined) {
        if (text() === before) continue;
        opened.values = probe.values();
        opened.interactive = await handedOn();
      } else if (document.querySelector(`${FIGURES} .report-before`)) {
        opened.compared = await handedOn();
        return;
      }
    }
  };
  if (globalThis.name !== "no-click") watch();
})();
