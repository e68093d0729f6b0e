package dev.plinth.base.roots;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.marks.RootRule;
import dev.plinth.base.marks.Shells;
import java.util.List;
import java.util.Optional;

/**
 * Nothing below the image's own files: the first layer is copied, nothing ever ran, no shell starts, and nothing is put over the
 * root directory that could be an operating system. A big tree copied to {@code /} may be one, so that it stays open.
 */
final class EmptyRoot implements RootRule {

    /** A static binary with its data; more may hide a userland. */
    private static final long MOST = 400_000_000;
    /** What is copied to the root directory may be a userland from about this size: BusyBox has 700,000 bytes. */
    private static final long MOST_TO_ROOT = 600_000;

    @Override
    public Optional<OsRoot> read(Clues clues) {
        Step root = clues.root().orElse(null);
        if (root == null || !clues.steps().aligned() || clues.image().size() > MOST || startsShell(clues)) {
            return Optional.empty();
        }
        for (Step step : clues.steps().all()) {
            boolean fits = switch (step.instruction()) {
                case COPY, ADD -> !isTree(step, clues);
                case RUN, SHELL -> false;
                case OTHER -> !step.makesLayer();
                default -> true;
            };
            if (!fits) {
                return Optional.empty();
            }
        }
        return Optional.of(new OsRoot(
                Tier.SCRATCH,
                new Facts(null, null, null, Libc.NONE, false, Facts.NO_PACKAGE_MANAGER, false, null),
                0,
                null,
                List.of(),
                "the first layer is the image's own: " + root.instruction() + " to " + bounded(root.destination())));
    }

    private static boolean isTree(Step step, Clues clues) {
        String destination = step.destination();
        boolean toRoot = destination.equals("/")
                || destination.equals("./")
                || destination.equals(".")
                || destination.equals("/.");
        // The classic builder says whether it was one file; else it is one if that is what starts. A program may be of
        // any size.
        boolean oneFile =
                step.instruction() == Instruction.COPY && step.text().startsWith("file:") || isStarted(step, clues);
        return toRoot && !oneFile && step.size() > MOST_TO_ROOT || isSystem(destination);
    }

    /** {@code COPY /go/bin/app /} with {@code ENTRYPOINT ["/app"]}. */
    private static boolean isStarted(Step step, Clues clues) {
        List<String> start = clues.config().entrypoint().isEmpty()
                ? clues.config().command()
                : clues.config().entrypoint();
        String text = step.text().stripTrailing();
        int space = text.indexOf(' ');
        if (start.isEmpty() || space < 0 || space != text.lastIndexOf(' ')) {
            return false;
        }
        String source = text.substring(0, space);
        String name = source.substring(source.lastIndexOf('/') + 1);
        String program = start.getFirst();
        return !name.isEmpty() && (program.equals("/" + name) || program.equals("./" + name) || program.equals(name));
    }

    private static boolean isSystem(String destination) {
        return switch (destination) {
            case "/bin",
                    "/bin/",
                    "/usr",
                    "/usr/",
                    "/lib",
                    "/lib/",
                    "/lib64",
                    "/lib64/",
                    "/bin/sh",
                    "/bin/bash",
                    "/bin/busybox",
                    "/usr/bin",
                    "/usr/bin/",
                    "/usr/lib",
                    "/usr/lib/" -> true;
            default -> destination.startsWith("/lib/ld-") || destination.startsWith("/lib64/ld-");
        };
    }

    private static boolean startsShell(Clues clues) {
        return Shells.isNeededBy(clues.config().entrypoint())
                || Shells.isNeededBy(clues.config().command());
    }

    private static String bounded(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
