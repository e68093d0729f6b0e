package dev.plinth.base.roots.publishers;

import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.marks.RootRule;
import dev.plinth.base.marks.Text;
import dev.plinth.image.reference.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * AWS Lambda's images ({@code public.ecr.aws/lambda/python:3.13}), by the variables that each of them sets. They are roots: their
 * Amazon Linux was never an image of its own. Which language they hold, only what ran above tells; which Amazon Linux, the
 * package manager that ran, or the name under which their layers are found.
 */
public final class LambdaRoot implements RootRule {

    private static final String PATH = "public.ecr.aws/lambda/";
    private static final String LANGUAGES = "/var/lang";

    /**
     * What tells a language.
     *
     * @param command that runs above
     * @param files that are copied: names, or endings of names
     */
    private record Tool(String language, String command, List<String> files) {

        boolean isIn(String copy) {
            for (String word : copy.split("[ /]", MOST_WORDS)) {
                if (files.stream().anyMatch(word::endsWith)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static final int MOST_WORDS = 24;

    private static final List<Tool> TOOLS = List.of(
            new Tool("python", "pip", List.of("requirements.txt", ".py", "pyproject.toml")),
            new Tool("python", "pip3", List.of()),
            new Tool("python", "uv", List.of()),
            new Tool("nodejs", "npm", List.of("package.json", ".js", ".mjs", "package*.json")),
            new Tool("nodejs", "yarn", List.of()),
            new Tool("ruby", "bundle", List.of("Gemfile", ".rb")),
            new Tool("java", "mvn", List.of(".jar", "/classes")));

    /** Versions that stand on Amazon Linux 2023, the likeliest first. */
    private static final Map<String, List<String>> TAGS = Map.of(
            "python", List.of("3.13", "3.12", "3.14"),
            "nodejs", List.of("22", "20", "24"),
            "ruby", List.of("3.4", "3.3"),
            "java", List.of("21", "25"),
            "dotnet", List.of("8", "9", "10"),
            "provided", List.of("al2023", "al2"));

    /** Versions on Amazon Linux 2, a whole one; it has ended, and all later ones stand on a minimal Amazon Linux 2023. */
    private static final Map<String, Set<String>> WHOLE = Map.of(
            "python", Set.of("2.7", "3.6", "3.7", "3.8", "3.9", "3.10", "3.11"),
            "nodejs", Set.of("10", "12", "14", "16", "18"),
            "ruby", Set.of("2.5", "2.7", "3.2"),
            "java", Set.of("8", "11", "17"),
            "dotnet", Set.of("5.0", "6", "7"));

    private static final List<String> LIKELY = List.of("python", "nodejs");

    @Override
    public Optional<OsRoot> read(Clues clues) {
        boolean lambda = clues.environment()
                        .get("LAMBDA_TASK_ROOT")
                        .filter("/var/task"::equals)
                        .isPresent()
                && clues.environment().has("LAMBDA_RUNTIME_DIR");
        if (!lambda || clues.root().isEmpty() || clues.steps().melted()) {
            return Optional.empty();
        }
        String language = language(clues);
        List<Candidate> candidates = new ArrayList<>();
        for (String likely : language == null ? LIKELY : List.of(language)) {
            for (String tag : TAGS.getOrDefault(likely, List.of())) {
                candidates.add(Candidate.of(PATH + likely, tag));
            }
        }
        Boolean minimal = isMinimal(clues);
        return Optional.of(new OsRoot(
                minimal == null ? null : minimal ? Tier.SLIM : Tier.FULL,
                OsRoot.distribution(
                        "amzn",
                        minimal == null ? null : minimal ? "2023" : "2",
                        null,
                        Libc.GLIBC,
                        minimal == null ? null : minimal ? "microdnf" : "yum"),
                1,
                language == null ? null : ImageReference.parse(PATH + language),
                candidates,
                "LAMBDA_TASK_ROOT and LAMBDA_RUNTIME_DIR, as in images of AWS Lambda"));
    }

    /**
     * What the name of one of these images says of it: a version of a runtime never changes its Amazon Linux (AWS Lambda, runtimes).
     * Null of another repository, and where the tag names no version.
     */
    public static @Nullable Tier tierOf(ImageReference identity) {
        String tag = identity.tag();
        if (tag == null || !identity.path().startsWith(PATH)) {
            return null;
        }
        String language = identity.path().substring(PATH.length());
        if (language.equals("provided")) {
            return tag.startsWith("al2023") ? Tier.SLIM : tag.startsWith("al2") ? Tier.FULL : null;
        }
        Set<String> whole = WHOLE.get(language);
        String version = Text.parts(Text.version(tag, 0), 2);
        if (whole == null || version.isEmpty()) {
            return null;
        }
        return whole.contains(version) || whole.contains(Text.parts(version, 1)) ? Tier.FULL : Tier.SLIM;
    }

    private static @Nullable String language(Clues clues) {
        if (!clues.environment().get("PATH").orElse("").contains(LANGUAGES)) {
            return "provided";
        }
        for (Step step : clues.steps().all()) {
            for (Tool tool : TOOLS) {
                boolean ran = step.instruction() == Instruction.RUN && step.says(tool.command());
                boolean copied = step.instruction() == Instruction.COPY && tool.isIn(step.text());
                if (ran || copied) {
                    return tool.language();
                }
            }
        }
        String handler = clues.config().command().isEmpty()
                ? ""
                : clues.config().command().getFirst();
        int colons = handler.indexOf("::");
        return colons < 0 ? null : handler.indexOf("::", colons + 2) < 0 ? "java" : "dotnet";
    }

    /** Whether it is the minimal Amazon Linux 2023; null if nothing tells. */
    private static @Nullable Boolean isMinimal(Clues clues) {
        for (Step step : clues.steps().all()) {
            if (step.instruction() == Instruction.RUN && (step.says("dnf") || step.says("microdnf"))) {
                return true;
            }
            if (step.instruction() == Instruction.RUN && step.says("yum")) {
                return false;
            }
        }
        return null;
    }
}
