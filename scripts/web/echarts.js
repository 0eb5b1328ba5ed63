// The parts of ECharts that the report opens with: bars and lines over days. Each one weighs, so add none that no page shows at once; what is
// drawn only when a reader asks for it belongs to echarts-more.js. Legend, note, band and axis numbers are elements of the page.
import { init, use } from "echarts/lib/export/core.js";
import { install as bars } from "echarts/lib/chart/bar/install.js";
import { install as lines } from "echarts/lib/chart/line/install.js";
import { install as grid } from "echarts/lib/component/grid/installSimple.js";
import { install as canvas } from "echarts/lib/renderer/installCanvasRenderer.js";

use([bars, lines, grid, canvas]);

globalThis.echarts = { init, parts: new Set(["base"]) };
