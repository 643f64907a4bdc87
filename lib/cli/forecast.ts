import type { ForecastConstraints, InterestForecast, InterestWindows } from "../evolution";
import { csvText } from "./csvText";
import { interruption } from "./interruption";
import { parseSettings } from "./parseSettings";
import type { Verb } from "./Verb";
import { type Table, saveTable } from "./saveTable";

/** As they are typed. */
export interface ForecastFlags {
  model: string;
  set: string[];
  columns?: string;
  items?: string;
  days: number;
  windows?: number;
  ahead: number;
  users?: string;
  top?: number;
  level: number;
  pin: string[];
  boost: string[];
  exclude: string[];
  out?: string;
}

/** `interestlab forecast`: each user's interests in the windows to come. */
export const forecast: Verb = {
  name: "forecast",
  summary: "print or write each user's forecast distribution over interests, with intervals",
  define(command) {
    command
      .argument("<log>", "file, folder or glob of interactions, with times")
      .option(
        "-m, --model <name>",
        "the forecaster, such as kalman-filter or rrn",
        "ExponentialMean",
      )
      .option("-s, --set <name=value...>", "settings that differ from the defaults", [])
      .option("--columns <map>", "such as user=userId,item=movieId,value=rating,time=timestamp")
      .option("--items <file>", "items with their categories; without it, interests are the items")
      .option("--days <count>", "days of a window", Number, 30)
      .option("--windows <count>", "instead: so many windows with as many rows each", Number)
      .option("--ahead <count>", "windows ahead, from 1 to 12", Number, 1)
      .option("-u, --users <ids>", "of these users only, separated by commas")
      .option("--top <count>", "only each user's most probable interests", Number)
      .option("--level <share>", "of the intervals", Number, 0.9)
      .option("--pin <name=share...>", "hold interests at a probability", [])
      .option("--boost <name=factor...>", "multiply interests' odds", [])
      .option("--exclude <name...>", "leave interests out", [])
      .option("-o, --out <file>", "write a .json, .csv or .parquet file instead of printing CSV")
      .action(async (log: string, flags: ForecastFlags) => {
        const table = await forecastTable(log, flags);
        if (flags.out === undefined) process.stdout.write(csvText(table.header, table.rows));
        else await saveTable(flags.out, table, ["user", "interest"]);
      });
  },
};

/** Columns user, ahead, interest, probability, low, high; the most probable interests first. */
export async function forecastTable(source: string, flags: ForecastFlags): Promise<Table> {
  const { constrainForecast, createForecaster } = await import("../evolution/index.js");
  const forecaster = createForecaster(flags.model, parseSettings(flags.set));
  const windows = await readWindows(source, flags);
  await forecaster.fit(windows, { signal: interruption() });
  const users = flags.users === undefined ? windows.users : flags.users.split(",");
  const places = users.map((user) => {
    const place = windows.users.indexOf(user);
    if (place < 0) throw new RangeError(`forecast requires users of the log, got ${user}`);
    return place;
  });
  const free = forecaster.forecast(windows.select(places), { horizonCount: flags.ahead });
  const constraints = constraintsOf(flags);
  return tableOf(constraints ? constrainForecast(free, constraints) : free, flags);
}

async function readWindows(source: string, flags: ForecastFlags): Promise<InterestWindows> {
  const { parseColumns, readCatalogue, readInteractions } = await import("../data/index.js");
  const { categorySpace, itemSpace } = await import("../interests/index.js");
  const { cutWindows } = await import("../evolution/index.js");
  const columns = flags.columns === undefined ? undefined : parseColumns(flags.columns);
  const log = await readInteractions(source, { columns });
  const catalogue = flags.items === undefined ? null : await readCatalogue(flags.items);
  const { ids } = log.items;
  const space = catalogue
    ? categorySpace("categories", ids, (item) => [...catalogue.categoriesOf(item)])
    : itemSpace(ids);
  return cutWindows(log, space, {
    windows:
      flags.windows === undefined
        ? { kind: "calendar", days: flags.days }
        : { kind: "adaptive", windowCount: flags.windows },
  });
}

/** Null where nothing is asked for. */
function constraintsOf({ pin, boost, exclude }: ForecastFlags): ForecastConstraints | null {
  if (pin.length + boost.length + exclude.length === 0) return null;
  return {
    pin: parseSettings(pin) as Record<string, number>,
    boost: parseSettings(boost) as Record<string, number>,
    exclude,
  };
}

/** Rows of a forecast; bounds are empty where the posterior was dropped by a pin. */
async function tableOf(made: InterestForecast, flags: ForecastFlags): Promise<Table> {
  const { forecastIntervals } = await import("../evolution/index.js");
  const rows = made.horizons.flatMap((distribution, h) => {
    const bounds = distribution.posterior ? forecastIntervals(made, h + 1, flags.level) : null;
    const { users, interests } = distribution;
    return users.flatMap((user, row) =>
      distribution.top(row, flags.top ?? interests.length).map(({ interest, probability }) => {
        const cell = row * interests.length + interests.indexOf(interest);
        const edge = (side: "lower" | "upper") => (bounds ? bounds[side].values[cell] : "");
        return [user, h + 1, interest, probability, edge("lower"), edge("upper")];
      }),
    );
  });
  return { header: ["user", "ahead", "interest", "probability", "low", "high"], rows };
}
