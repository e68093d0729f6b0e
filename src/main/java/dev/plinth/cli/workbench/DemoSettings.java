package dev.plinth.cli.workbench;

/**
 * How the demonstration runs.
 *
 * @param serve whether it keeps running, with its registry and webhook, until it is stopped
 */
public record DemoSettings(boolean serve) {}
