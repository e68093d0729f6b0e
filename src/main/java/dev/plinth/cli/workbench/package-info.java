/**
 * What the commands need of the rest of the program, as ports. The commands know nothing of registries, catalogues or clusters;
 * the root makes these things from the {@link dev.plinth.cli.workbench.Settings} that a command was given.
 */
@NullMarked
package dev.plinth.cli.workbench;

import org.jspecify.annotations.NullMarked;
