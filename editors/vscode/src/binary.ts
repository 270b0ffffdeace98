/**
 * Finds the server: the setting, then the one inside the extension, then the PATH.
 *
 * Pure: what there is to look at comes in through `Surroundings`, so that the order is tested without an editor.
 */

import * as path from "node:path";

/** Where the server was found. */
export type Origin = "setting" | "extension" | "path";

/** The server to start. */
export interface Binary {
  /** The absolute file. */
  readonly file: string;
  readonly origin: Origin;
}

/** No server, with a sentence for the user. */
export interface Absent {
  readonly reason: string;
}

/** What the search looks at. */
export interface Surroundings {
  /** The setting `glossator.server.path` as it is written; empty where it is not set. */
  readonly setting: unknown;
  /** The folder of the extension. */
  readonly extension: string;
  /** The variable PATH. */
  readonly path: string;
  /** The home folder, for `~/` in the setting. */
  readonly home: string;
  readonly platform: NodeJS.Platform;
  /** Whether a file is there and may be run. */
  readonly canRun: (file: string) => boolean;
}

/** The server of a machine, or why there is none. A setting that leads nowhere is not passed over in silence. */
export function find(around: Surroundings): Binary | Absent {
  const paths = around.platform === "win32" ? path.win32 : path.posix;
  const name = around.platform === "win32" ? "glossator.exe" : "glossator";

  if (typeof around.setting !== "string") {
    return { reason: `The setting glossator.server.path wants the path of a program, not ${JSON.stringify(around.setting)}.` };
  }
  const setting = around.setting.trim();
  if (setting !== "") {
    const file = setting.startsWith("~/") ? paths.join(around.home, setting.slice(2)) : setting;
    if (!paths.isAbsolute(file)) {
      return { reason: `The setting glossator.server.path wants an absolute path, not “${setting}”.` };
    }
    return around.canRun(file)
      ? { file, origin: "setting" }
      : { reason: `The setting glossator.server.path names “${setting}”, which is no program that can be started.` };
  }

  const own = paths.join(around.extension, "server", name);
  if (around.canRun(own)) {
    return { file: own, origin: "extension" };
  }

  const folders = around.path.split(paths.delimiter).filter((folder) => paths.isAbsolute(folder));
  const file = folders.map((folder) => paths.join(folder, name)).find(around.canRun);
  return file === undefined
    ? { reason: "The program “glossator” is not inside this extension and not on the PATH." }
    : { file, origin: "path" };
}

/** Whether a server of version `server` speaks with an extension of version `extension`: below 1.0 the second number counts. */
export function isCompatible(server: string, extension: string): boolean {
  const [serverMajor, serverMinor] = server.split(".");
  const [major, minor] = extension.split(".");
  return serverMajor === major && (major !== "0" || serverMinor === minor);
}
