package dev.plinth.base.provenance;

import dev.plinth.data.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The root file system's way through an LLB definition, from the result down to what it began with (BuildKit, {@code ops.proto}).
 * A missing input index is 0, and -1 is the empty file system.
 */
final class LlbChain {

    /**
     * Where the way ends.
     *
     * @param identifier {@code docker-image://…} of the source; null for the empty file system
     */
    record End(@Nullable String identifier) {}

    private static final int MOST_STEPS = 20_000;

    private final Map<String, Node> steps = new HashMap<>();
    private final String last;

    private LlbChain(List<Node> definition) {
        String id = "";
        for (Node step : definition.subList(0, Math.min(definition.size(), MOST_STEPS))) {
            id = step.text("id").orElse("");
            steps.put(id, step);
        }
        last = id;
    }

    /** The end of the way; empty if it cannot be followed. */
    static Optional<End> follow(List<Node> definition) {
        return definition.isEmpty() ? Optional.empty() : new LlbChain(definition).walk();
    }

    private Optional<End> walk() {
        Set<String> seen = new HashSet<>();
        String at = last;
        while (seen.add(at)) {
            Node step = steps.get(at);
            if (step == null) {
                return Optional.empty();
            }
            Node op = op(step);
            Optional<String> source = op.text("source", "identifier");
            if (source.isPresent()) {
                String identifier = source.get();
                return Optional.of(new End(identifier.startsWith("docker-image://") ? identifier : null));
            }
            OptionalLong input = input(op);
            if (input.isPresent() && input.getAsLong() == -1) {
                return Optional.of(new End(null));
            }
            List<String> inputs = step.texts("inputs");
            if (input.isEmpty() || input.getAsLong() < 0 || input.getAsLong() >= inputs.size()) {
                return Optional.empty();
            }
            String next = inputs.get((int) input.getAsLong());
            int colon = next.lastIndexOf(':');
            at = colon < 0 ? next : next.substring(0, colon);
        }
        return Optional.empty();
    }

    private static Node op(Node step) {
        return step.find("op", "Op").or(() -> step.find("op")).orElse(new Node.Null(0));
    }

    /** Which input is the root file system of this step; empty if it cannot be told. */
    private static OptionalLong input(Node op) {
        if (op.find("exec").isPresent()) {
            for (Node mount : op.items("exec", "mounts")) {
                if (mount.text("dest").filter("/"::equals).isPresent()) {
                    return orZero(mount.whole("input"));
                }
            }
            return OptionalLong.empty();
        }
        if (op.find("file").isPresent()) {
            List<Node> actions = op.items("file", "actions");
            return actions.isEmpty()
                    ? OptionalLong.empty()
                    : orZero(actions.getFirst().whole("input"));
        }
        if (op.find("merge").isPresent()) {
            List<Node> inputs = op.items("merge", "inputs");
            return inputs.isEmpty()
                    ? OptionalLong.empty()
                    : orZero(inputs.getFirst().whole("input"));
        }
        if (op.find("diff").isPresent()) {
            return orZero(op.whole("diff", "upper", "input"));
        }
        // The result itself: nothing but one input.
        return OptionalLong.of(0);
    }

    private static OptionalLong orZero(OptionalLong value) {
        return value.isPresent() ? value : OptionalLong.of(0);
    }
}
