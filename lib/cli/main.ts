#!/usr/bin/env node
import { failure } from "./failure";
import { program } from "./program";
import { verbs } from "./verbs";

program(verbs)
  .parseAsync()
  .catch((error: unknown) => {
    const { message, exitCode } = failure(error);
    if (message) process.stderr.write(`interestlab: ${message}\n`);
    process.exitCode = exitCode;
  });
