/**
 * Adapter: the command line. Commands with their options and exit codes; what they work with comes through
 * {@link dev.plinth.cli.workbench}, what people read is made in {@link dev.plinth.cli.text}.
 *
 * <p>Exit codes: 0 clean; 1 a finding in enforce, or one that {@code --fail-on} names; 2 a usage or policy error; 3 some images
 * unavailable and nothing worse; 70 a defect of the program.
 */
@NullMarked
package dev.plinth.cli;

import org.jspecify.annotations.NullMarked;
