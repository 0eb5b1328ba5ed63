// The parts of ECharts for the pictures that a reader opens: downloaded with the first of them. What the first bundle has comes from there.
import "./echarts.js";
import { use } from "echarts/lib/export/core.js";
import { install as treemap } from "echarts/lib/chart/treemap/install.js";
import { install as scatter } from "echarts/lib/chart/scatter/install.js";
import { install as funnel } from "echarts/lib/chart/funnel/install.js";

use([treemap, scatter, funnel]);

globalThis.echarts.parts.add("more");
