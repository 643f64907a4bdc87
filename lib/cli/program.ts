import { Command } from "commander";
import { packageVersion } from "./packageVersion";
import type { Verb } from "./Verb";

/** The `interestlab` command with the given verbs. Its failures are thrown, for `failure` to tell. */
export function program(verbs: readonly Verb[]): Command {
  const root = new Command("interestlab")
    .description("Each user's distribution over interests, with its uncertainty.")
    .version(packageVersion())
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .showSuggestionAfterError();
  for (const verb of verbs) {
    const command = root.command(verb.name).description(verb.summary).copyInheritedSettings(root);
    verb.define(command);
  }
  return root;
}
