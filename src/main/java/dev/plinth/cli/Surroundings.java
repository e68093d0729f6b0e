package dev.plinth.cli;

import dev.plinth.cli.text.Terminal;
import dev.plinth.cli.workbench.Workbench;

/**
 * What every command is given.
 *
 * @param terminal where it reads and writes
 * @param workbench what it works with
 */
record Surroundings(Terminal terminal, Workbench workbench) {}
