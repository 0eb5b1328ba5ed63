// The parts of ECharts that Kabinet draws with. Each one weighs, so add none that no page shows.
import * as core from "echarts/core";
import { BarChart, LineChart } from "echarts/charts";
import {
  AriaComponent, BrushComponent, DatasetComponent, GridComponent, LegendComponent, MarkAreaComponent, TooltipComponent,
} from "echarts/components";
import { CanvasRenderer } from "echarts/renderers";

core.use([
  BarChart, LineChart,
  AriaComponent, BrushComponent, DatasetComponent, GridComponent, LegendComponent, MarkAreaComponent, TooltipComponent,
  CanvasRenderer,
]);

export * from "echarts/core";
