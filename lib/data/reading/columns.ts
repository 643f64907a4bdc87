/** What a column of a log can be. */
export const ROLES = ["user", "item", "kind", "value", "time", "domain", "session"] as const;

export type ColumnRole = (typeof ROLES)[number];

/**
 * Which column of a file plays which role: by name, or by position from 1 where the file has no
 * header. Roles left out are found by their usual names.
 */
export type ColumnMap = Readonly<Partial<Record<ColumnRole, string | number>>>;

/** Usual names of each role, lower case, without separators; earlier ones win. */
const USUAL_NAMES: Readonly<Record<ColumnRole, readonly string[]>> = {
  user: ["user", "userid", "uid", "username", "customer", "customerid", "householdid", "visitorid"],
  item: ["item", "itemid", "iid", "movieid", "product",
    "productid",
    "movie",
    "sku", "asin", "bookid", "artistid", "articleid"],
  kind: ["kind", "event", "eventtype", "behavior", "behaviour", "behaviortype", "action"],
  value: ["value", "rating", "score", "interaction", "count", "quantity", "amount", "weight"],
  time: ["time", "timestamp", "timestampms", "ts", "datetime", "date", "createdat", "eventtime", "transactiontimestamp"],
  domain: ["domain"],
  session: ["session", "sessionid", "basketid"],
};

/**
 * Reads `user=userID,item=itemID,time=3` as a column map; an empty text maps nothing, so that
 * columns are found by their usual names.
 *
 * @throws RangeError if a part is not `role=column`, or the role is unknown or given twice
 */
export function parseColumns(text: string): ColumnMap {
  const map: Partial<Record<ColumnRole, string | number>> = {};
  if (text.trim() === "") return map;
  for (const part of text.split(",")) {
    const [, role, column] = /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(part) ?? [];
    if (!role || !column) {
      throw new RangeError(`parseColumns requires role=column pairs, got "${part}"`);
    }
    if (!isRole(role)) {
      throw new RangeError(`parseColumns requires a role of ${ROLES.join(", ")}, got "${role}"`);
    }
    if (role in map) throw new RangeError(`parseColumns requires each role once, got ${role} twice`);
    map[role] = column;
  }
  return map;
}

/** The columns of user and item alone, for a file that has no others. */
export function pairColumns({ user, item }: ColumnMap = {}): ColumnMap {
  return { ...(user !== undefined && { user }), ...(item !== undefined && { item }) };
}

/** Whether a row of a file is likely a header: one of its cells is a usual name. */
export function looksLikeHeader(cells: readonly string[], columns: ColumnMap = {}): boolean {
  const usual = new Set(Object.values(USUAL_NAMES).flat());
  const mapped = new Set(Object.values(columns).map(String));
  return cells.some(
    (cell) => usual.has(normalise(cell)) || (mapped.has(cell) && !/^\d+$/.test(cell)),
  );
}

/**
 * The position of each role's column.
 *
 * @param names - the file's column names, or null where it has no header
 * @param where - the file, for messages
 * @throws RangeError if a mapped column isn't there or stands there twice, or user or item is
 * missing; the message lists the columns found
 */
export function findRoles(
  names: readonly string[] | null,
  columnCount: number,
  columns: ColumnMap,
  where: string,
): Partial<Record<ColumnRole, number>> {
  const found = names
    ? `columns ${names.join(", ")}`
    : `${columnCount} columns without a header`;
  const roles: Partial<Record<ColumnRole, number>> = {};
  for (const role of ROLES) {
    const wanted = columns[role];
    if (wanted !== undefined) roles[role] = mappedPosition(wanted, role);
  }
  const taken = new Set(Object.values(roles));
  if (names) {
    const spelled = names.map(normalise);
    for (const role of ROLES) {
      if (roles[role] !== undefined) continue;
      const usual = USUAL_NAMES[role].find((name) => {
        const position = spelled.indexOf(name);
        return position >= 0 && !taken.has(position);
      });
      if (usual === undefined) continue;
      const position = spelled.indexOf(usual);
      if (spelled.indexOf(usual, position + 1) >= 0) throw twice(names[position]);
      roles[role] = position;
      taken.add(position);
    }
  } else if (Object.keys(columns).length === 0) {
    // The order of every headerless log we know: MovieLens, LibRec, HetRec.
    (["user", "item", "value", "time"] as const).slice(0, columnCount).forEach((role, position) => {
      roles[role] = position;
    });
  }
  const missing = (["user", "item"] as const).filter((role) => roles[role] === undefined);
  if (missing.length > 0) {
    throw new RangeError(
      `readInteractions requires a column for ${missing.join(" and ")} in ${where}, got ${found}; ` +
        `name it: ${missing.map((role) => `${role}=COLUMN`).join(",")}`,
    );
  }
  return roles;

  function mappedPosition(wanted: string | number, role: ColumnRole): number {
    const position = names ? names.indexOf(String(wanted)) : -1;
    if (position >= 0) {
      if (names!.indexOf(String(wanted), position + 1) >= 0) throw twice(String(wanted));
      return position;
    }
    const number = Number(wanted);
    if (Number.isInteger(number) && number >= 1 && number <= columnCount) return number - 1;
    throw new RangeError(
      `readInteractions requires column "${wanted}" (${role}) in ${where}, got ${found}`,
    );
  }

  function twice(name: string): RangeError {
    return new RangeError(
      `readInteractions requires distinct column names in ${where}, got ${name} twice`,
    );
  }
}

/** The position of a column of item or user ids by its usual names, or -1; "id" last. */
export function idPosition(names: readonly string[]): number {
  const spelled = names.map(normalise);
  for (const usual of [...USUAL_NAMES.item, ...USUAL_NAMES.user, "id"]) {
    const position = spelled.indexOf(usual);
    if (position >= 0) return position;
  }
  return -1;
}

function isRole(text: string): text is ColumnRole {
  return (ROLES as readonly string[]).includes(text);
}

/** `User_ID:token` as `userid`. */
function normalise(name: string): string {
  return name
    .replace(/:.*$/, "")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}
