"use strict";
for (const figure of document.querySelectorAll(".plot")) {
  const data = JSON.parse(figure.querySelector("script").textContent);
  const tidy = value => value == null ? "" : Math.abs(value) >= 1e6 || (value !== 0 && Math.abs(value) < 1e-3) ? value.toExponential(2) : value.toLocaleString("en", { maximumSignificantDigits: 5 });
  const height = 230;
  let plot;

  function draw() {
    plot?.destroy();
    const faint = page.colour("--faint"), grid = { stroke: page.colour("--grid"), width: 1 };
    const axis = { stroke: faint, grid, ticks: grid, font: "12px system-ui, sans-serif", labelFont: "12px system-ui, sans-serif" };
    plot = new uPlot({
      width: figure.clientWidth, height,
      scales: { x: { time: false }, y: data.logarithmic ? { distr: 3 } : {} },
      axes: [
        { ...axis, label: data.across, labelSize: 18, values: (_, ticks) => ticks.map(tidy) },
        { ...axis, size: 62, values: (_, ticks) => ticks.map(tidy) },
      ],
      series: [
        { label: data.across, value: (_, value) => tidy(value) },
        ...data.names.map((label, index) => ({
          label, stroke: page.group(index, data.names.length), width: 1.75, spanGaps: true, value: (_, value) => tidy(value), points: { show: data.sparse[index], size: 6 },
        })),
      ],
      cursor: { points: { size: 7 } },
    }, [data.at, ...data.values], figure);
  }

  draw();
  page.onTheme(draw);
  new ResizeObserver(() => { if (plot.width !== figure.clientWidth && figure.clientWidth > 0) plot.setSize({ width: figure.clientWidth, height }); }).observe(figure);
}
