package dev.plinth.cli.workbench;

/** A command cannot do its work because of what it was given. The message says what is wrong and the way out, and no secret. */
public final class CommandException extends Exception {

    private static final long serialVersionUID = 1L;

    public CommandException(String message) {
        super(message, null, false, false);
    }
}
