package dev.plinth.base.history;

/**
 * One {@code created_by} taken apart. Understands the classic builder ({@code /bin/sh -c #(nop)  CMD ["bash"]}), BuildKit
 * ({@code RUN /bin/sh -c … # buildkit}), Kaniko (the Dockerfile's own line), and texts normalised by tools that list images
 * ({@code RUN …} before whatever is no instruction).
 *
 * @param instruction {@link Instruction#OTHER} if it is none of a Dockerfile
 * @param text what follows the instruction, without the shell's name, build arguments and the builder's mark
 */
record StepText(Instruction instruction, String text) {

    private static final String NOP = "#(nop)";
    private static final String SHELL = "/bin/sh -c ";
    private static final String ARGS = "# ARGS:";
    private static final String BUILDKIT = "# buildkit";

    static StepText parse(String createdBy, int most) {
        String text = (createdBy.length() > most ? createdBy.substring(0, most) : createdBy).strip();
        if (text.endsWith(BUILDKIT)) {
            text = text.substring(0, text.length() - BUILDKIT.length()).stripTrailing();
        }
        int nop = text.indexOf(NOP);
        if (nop >= 0 && nop < 40) {
            return ofLine(text.substring(nop + NOP.length()).strip(), Instruction.OTHER);
        }
        if (text.startsWith(ARGS)) {
            int run = text.indexOf("RUN ");
            return new StepText(Instruction.RUN, run < 0 ? text : command(text.substring(run + 4)));
        }
        if (text.startsWith(SHELL) || isClassicWithArguments(text)) {
            return new StepText(Instruction.RUN, command(text));
        }
        return ofLine(text, Instruction.OTHER);
    }

    private static StepText ofLine(String line, Instruction otherwise) {
        int end = 0;
        while (end < line.length() && line.charAt(end) >= 'A' && line.charAt(end) <= 'Z') {
            end++;
        }
        Instruction instruction = end == 0 || end < line.length() && !Character.isWhitespace(line.charAt(end))
                ? null
                : Instruction.of(line.substring(0, end));
        if (instruction == null) {
            return new StepText(otherwise, line);
        }
        String rest = line.substring(end).strip();
        return new StepText(instruction, instruction == Instruction.RUN ? command(rest) : rest);
    }

    /** {@code |1 A=b /bin/sh -c …}: how many build arguments, and these. */
    private static boolean isClassicWithArguments(String text) {
        return text.length() > 2 && text.charAt(0) == '|' && Character.isDigit(text.charAt(1));
    }

    private static String command(String text) {
        String command = text.stripLeading();
        if (isClassicWithArguments(command)) {
            int shell = command.indexOf(SHELL);
            return shell < 0
                    ? command
                    : command.substring(shell + SHELL.length()).strip();
        }
        return command.startsWith(SHELL) ? command.substring(SHELL.length()).strip() : command;
    }
}
