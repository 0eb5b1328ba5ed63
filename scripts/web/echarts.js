// The parts of ECharts that Kabinet draws with. Each one weighs, so add none that no page shows.
import * as core from "echarts/core";
import { BarChart, FunnelChart, LineChart, ScatterChart, TreemapChart } from "echarts/charts";
import { AriaComponent, GridComponent } from "echarts/components";
import { CanvasRenderer } from "echarts/renderers";

core.use([
  BarChart, FunnelChart, LineChart, ScatterChart, TreemapChart,
  AriaComponent, GridComponent,
  CanvasRenderer,
]);

export * from "echarts/core";
